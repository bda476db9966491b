"""What an editor does, by a client that is strict: a message that it does not know, or that the protocol forbids, fails."""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

FILE = pathlib.Path(os.environ["WHYS_FILE"])
URI = FILE.as_uri()
NAMED = types.TextDocumentIdentifier(uri=URI)
CONFIG = ClientServerConfig(server_command=[os.environ["WHYS"], "lsp", "--today", "2026-06-01"])


@pytest_lsp.fixture(params=["neovim@v0.11.0", "neovim@v0.6.1", "emacs", "visual-studio-code"], config=CONFIG)
async def client(request, lsp_client: LanguageClient):
    capabilities = client_capabilities(request.param)
    watches = capabilities.workspace.did_change_watched_files

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params):
        assert watches and watches.dynamic_registration, params

    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, root_uri=FILE.parent.as_uri())
    )
    lsp_client.pulls = capabilities.text_document.diagnostic is not None
    yield
    await lsp_client.shutdown_session()


def place(line, character):
    return types.Position(line=line, character=character)


class Editor:
    def __init__(self, client):
        self.client = client
        self.text = FILE.read_text()
        self.version = 1
        item = types.TextDocumentItem(uri=URI, language_id="markdown", version=1, text=self.text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))

    def replace(self, text):
        self.version += 1
        self.text = text
        change = types.TextDocumentContentChangeWholeDocument(text=text)
        named = types.VersionedTextDocumentIdentifier(uri=URI, version=self.version)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=named, content_changes=[change])
        )

    async def found(self):
        if self.client.pulls:
            report = await self.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=NAMED))
            return {one.code for one in report.items}
        await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return {one.code for one in self.client.diagnostics[URI]}

    async def finds(self, holds):
        for _ in range(5):
            codes = await self.found()
            if holds(codes):
                return True
        return False

    async def act(self, line, character, title):
        where = types.Range(start=place(line, character), end=place(line, character))
        context = types.CodeActionContext(diagnostics=[])
        actions = await self.client.text_document_code_action_async(
            types.CodeActionParams(text_document=NAMED, range=where, context=context)
        )
        action = next(one for one in actions if title in one.title)
        if getattr(action, "data", None) is not None:
            action = await self.client.code_action_resolve_async(action)
        return action


def edits(action):
    changes = action.edit.changes or {URI: [edit for change in action.edit.document_changes or [] for edit in change.edits]}
    return changes[URI]


@pytest.mark.asyncio
async def test_open_type_see_fix_silence_hover_complete_close(client):
    editor = Editor(client)
    assert await editor.finds(lambda codes: {"unknown-key", "judgement-word"} <= codes)
    editor.replace(editor.text.replace("better.\n", "better.\n\n🚨 It was human error.\n"))
    assert await editor.finds(lambda codes: "human-error" in codes)
    editor.replace(editor.text.replace("It was human error", "The chart had no limit"))
    assert await editor.finds(lambda codes: "human-error" not in codes)

    fix = edits(await editor.act(3, 2, "(unknown-key)"))
    assert [(edit.range.start.line, edit.new_text) for edit in fix] == [(3, "severity")]
    editor.replace(editor.text.replace("severty", "severity"))
    assert await editor.finds(lambda codes: "unknown-key" not in codes)

    silence = edits(await editor.act(9, 30, "silence judgement-word here"))
    assert "whys: allow judgement-word: " in (getattr(silence[0], "new_text", None) or silence[0].snippet.value)
    await editor.act(9, 30, "explain judgement-word")
    page = await client.workspace_execute_command_async(
        types.ExecuteCommandParams(command="whys.explain", arguments=["judgement-word", URI])
    )
    assert page.startswith("judgement-word: ")
    hover = await client.text_document_hover_async(types.HoverParams(text_document=NAMED, position=place(9, 30)))
    assert "Ask:" in hover.contents.value
    offered = await client.text_document_completion_async(
        types.CompletionParams(text_document=NAMED, position=place(2, 8))
    )
    assert [item.label for item in offered.items] == ["live", "draft", "review", "final"]
    assert await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=NAMED))
    client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=NAMED))
