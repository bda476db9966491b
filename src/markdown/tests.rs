//! What the arena promises, on documents that once broke parsers.

use super::*;

fn texts(source: &str) -> Vec<String> {
    let doc = Document::parse(source.to_owned());
    doc.blocks()
        .map(|(id, _)| doc.block_text(id).as_str().to_owned())
        .filter(|t| !t.is_empty())
        .collect()
}

#[test]
fn tight_and_loose_items_read_alike() {
    let tight = Document::parse("- one\n  - two\n- three\n".into());
    let loose = Document::parse("- one\n\n  - two\n\n- three\n".into());
    let items = |doc: &Document| -> Vec<String> {
        let ids = doc
            .blocks()
            .filter(|(_, b)| matches!(b.kind, BlockKind::Item(_)));
        ids.map(|(id, _)| doc.block_text(id).as_str().to_owned())
            .collect()
    };
    assert_eq!(items(&tight), ["one", "two", "three"]);
    assert_eq!(items(&tight), items(&loose));
}

#[test]
fn running_text_maps_back_to_the_source() {
    let source = "\u{feff}# A *b* `c` &amp; d\r\n\r\nthe **on-call**\r\nengineer é <b>x</b>\r\n";
    let doc = Document::parse(source.into());
    let text = doc.running_text();
    for word in ["b", "c", "&", "on-call\nengineer", "é", "x"] {
        let at = text.find(word).expect(word);
        let span = doc.source_span(Span::new(at, at + word.len()));
        let found = doc
            .source(span)
            .replace("**\r\n", "\n")
            .replace("&amp;", "&");
        assert_eq!(found, word);
    }
    assert_eq!(
        doc.position(
            doc.source_span(Span::at(text.find("engineer").expect("there")))
                .start
        )
        .line,
        4
    );
}

#[test]
fn a_task_item_knows_its_box() {
    let doc = Document::parse("- [ ] a\n\n- [x] b\n\n  more\n".into());
    let kinds: Vec<_> = doc
        .blocks()
        .map(|(_, b)| b.kind)
        .filter(|k| matches!(k, BlockKind::Item(_)))
        .collect();
    assert_eq!(
        kinds,
        [BlockKind::Item(Some(false)), BlockKind::Item(Some(true))]
    );
    assert_eq!(
        texts("- [ ] a\n\n- [x] b\n\n  more\n"),
        ["a", "a", "b", "b", "more"]
    );
}

#[test]
fn links_bare_links_and_pictures_are_told_apart() {
    let doc = Document::parse(
        "See [a](https://a.example/x), https://b.example/y_(z). and ![alt *text*](p.png)".into(),
    );
    let found: Vec<_> = doc
        .inlines()
        .iter()
        .filter(|i| i.kind != InlineKind::Emphasis)
        .collect();
    assert_eq!(found.len(), 3);
    assert_eq!(
        (found[0].kind, &*found[0].target),
        (InlineKind::Link, "https://a.example/x")
    );
    assert_eq!(
        (found[1].kind, &*found[1].target),
        (InlineKind::BareLink, "https://b.example/y_(z)")
    );
    assert_eq!(doc.source(found[1].span), "https://b.example/y_(z)");
    assert_eq!(
        (found[2].kind, &*found[2].alt),
        (InlineKind::Image, "alt text")
    );
}

#[test]
fn a_short_row_keeps_its_cells_inside_the_row() {
    let doc = Document::parse("| a | b |\n|---|---|\n| 1 |\n| 2 | 3 |\n".into());
    for (_, row) in doc
        .blocks()
        .filter(|(_, b)| matches!(b.kind, BlockKind::Row(_)))
    {
        assert!(!doc.source(row.span).is_empty());
    }
    for (id, cell) in doc.blocks().filter(|(_, b)| b.kind == BlockKind::Cell) {
        let row = doc.block(id).parent.expect("a cell stands in a row");
        assert!(doc.block(row).span.contains(cell.span));
    }
}

#[test]
fn front_matter_is_found_behind_a_byte_order_mark() {
    let doc = Document::parse("\u{feff}---\ntitle: x\n---\n# H\n".into());
    let front = doc.front_block().expect("front matter");
    assert_eq!(doc.source(front.content), "title: x\n");
    assert_eq!(texts("\u{feff}---\ntitle: x\n---\n# H\n"), ["H"]);
}

#[test]
fn a_table_in_html_is_a_table() {
    let text = "<table>\n<thead><tr><th><strong>Time</strong></th><th>What</th></tr></thead>\n<tbody>\n<tr><td>09:02</td>\n\
                <td>Queue   above\n5 &lt; 10<br>asked in <a href=\"https://a.example/x?a=1&amp;b=2\">the room</a></td></tr>\n\
                <tr><td>09:40 <!-- about --></td><td><p>Rolled back</p></td>\n</table>\n\nBehind.\n";
    assert_eq!(
        texts(text),
        [
            "Time",
            "What",
            "09:02",
            "Queue above 5 < 10\nasked in the room",
            "09:40",
            "Rolled back\n",
            "Behind."
        ]
    );
    let doc = Document::parse(text.into());
    let kinds = |id| doc.children(id).map(|id| doc.kind(id)).collect::<Vec<_>>();
    let table = doc.roots().find(|&id| doc.kind(id) == BlockKind::Table);
    let table = table.expect("a table");
    let rows = [
        BlockKind::Row(true),
        BlockKind::Row(false),
        BlockKind::Row(false),
    ];
    assert_eq!(kinds(table), rows);
    let links: Vec<&str> = doc
        .inlines()
        .iter()
        .map(|i| &*i.target)
        .filter(|t| !t.is_empty())
        .collect();
    assert_eq!(links, ["https://a.example/x?a=1&b=2"]);
    let said: Vec<&str> = doc
        .blocks()
        .filter(|(_, b)| b.kind == BlockKind::Cell)
        .map(|(id, _)| doc.source(doc.block_text(id).span()))
        .collect();
    assert_eq!(said[4], "09:40");
}

#[test]
fn a_torn_table_in_html_stays_inside_its_block() {
    for text in [
        "<table>",
        "<table><tr><td>a <b>c",
        "</table></td><table><td>x</td></tr></table>",
        "<table><tr><td><table><tr><td>in</td></tr></table>out</td></tr></table>",
        "- <table><tr><td>1 < 2 & 3 &#x110000; &amp</td></tr></table>\n- b\n",
        "<table><tr><td><!-- a",
    ] {
        let doc = Document::parse(text.into());
        for (_, block) in doc.blocks() {
            assert!(
                block.span.end <= text.len() && block.span.start <= block.span.end,
                "{text}"
            );
            if let Some(parent) = block.parent {
                assert!(doc.block(parent).span.contains(block.span), "{text}");
            }
        }
    }
}
