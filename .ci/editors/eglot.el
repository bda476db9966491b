;;; What somebody does in Emacs with Eglot: open, type, see, fix, silence, hover, complete, close.  -*- lexical-binding: t -*-

(setq package-directory-list '("/usr/share/emacs/site-lisp/elpa" "/usr/share/emacs/site-lisp/elpa-src"))
(package-initialize)
(require 'eglot)

(define-derived-mode markdown-mode text-mode "Markdown")
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))
(setq eglot-sync-connect 60)
;; The lines of docs/editors.md.
(load (getenv "WHYS_SETUP") nil t t)

(defun check (what holds &optional detail)
  (princ (format "%s %s%s\n" (if holds "ok" "FAILED") what (if holds "" (format ": %S" detail)))))

(defun wait (holds)
  (let ((until (+ (float-time) 20)) (seen nil))
    (while (and (not (setq seen (funcall holds))) (< (float-time) until))
      (accept-process-output nil 0.05))
    seen))

(defun told ()
  (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n"))

(defun finds (rule)
  (lambda () (string-match-p (regexp-quote (format "[%s]" rule)) (told))))

(defun lacks (rule)
  (let ((finds (finds rule))) (lambda () (not (funcall finds)))))

(defun act (server title)
  (let* ((range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position)))
         (actions (jsonrpc-request server :textDocument/codeAction
                                   (list :textDocument (eglot--TextDocumentIdentifier) :range range
                                         :context '(:diagnostics []))))
         (action (seq-find (lambda (one) (string-match-p (regexp-quote title) (plist-get one :title))) actions)))
    (eglot--apply-workspace-edit (plist-get action :edit))
    (eglot--signal-textDocument/didChange)))

(defun line ()
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun go (text)
  (goto-char (point-min))
  (search-forward text))

(find-file (getenv "WHYS_FILE"))
;; A client is started after the command that opened the file; a script is none.
(run-hooks 'post-command-hook)
(let ((server (eglot-current-server)))
  (flymake-start)
  (check "the findings of an open document are seen" (wait (finds "judgement-word")) (told))
  (go "known better.")
  (insert "\n\n🚨 It was human error.")
  (eglot--signal-textDocument/didChange)
  (check "what is typed is judged" (wait (finds "human-error")) (told))
  (let ((typed (seq-find (lambda (one) (string-match-p "human-error" (flymake-diagnostic-text one))) (flymake-diagnostics))))
    (check "at its place behind a sign of two units"
           (and typed (equal "human error" (buffer-substring-no-properties (flymake-diagnostic-beg typed) (flymake-diagnostic-end typed))))
           typed))
  (go "It was human error")
  (replace-match "The chart had no limit")
  (eglot--signal-textDocument/didChange)
  (check "and forgotten when it is gone" (wait (lacks "human-error")) (told))
  (go "severty")
  (act server "(unknown-key)")
  (check "an action fixes a key" (equal "severity: SEV2" (line)) (line))
  (go "should have")
  (let ((hover (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams))))
    (check "hovering tells what to ask" (string-match-p "Ask:" (format "%S" hover)) hover))
  (act server "silence judgement-word here")
  (check "an action silences" (string-match-p "whys: allow judgement-word:  -->" (line)) (line))
  (check "not without a reason" (wait (finds "bad-silencer")) (told))
  (go "judgement-word: ")
  (insert "quoted from the chat")
  (eglot--signal-textDocument/didChange)
  (check "with the reason it is silent" (wait (lacks "judgement-word")) (told))
  (go "status: ")
  (let* ((capf (eglot-completion-at-point))
         (offered (all-completions "" (nth 2 capf))))
    (check "a status is completed" (member "live" (mapcar #'substring-no-properties offered)) offered))
  (eglot-shutdown server nil 20)
  (check "the server ends well" (not (jsonrpc-running-p server))))
(set-buffer-modified-p nil)
(kill-emacs 0)
