;;; bank.el --- What every step needs: an Emacs in a copy of a bank, keys, and looks at the text  -*- lexical-binding: t -*-
;; From the environment: BANKS, a folder with copies: `content', the healthy bank, and `broken', with every kind of fault.

(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(setq-default case-fold-search nil)
(setq create-lockfiles nil make-backup-files nil auto-save-default nil native-comp-jit-compilation nil
      eglot-connect-timeout 60 eglot-sync-connect 60 jsonrpc-default-request-timeout 60)

(defconst bank-group "backend/backend.md" "The group that most steps are about.")

(defvar bank-root nil "The bank that a step is in.")

(defun bank-say (format &rest arguments)
  (send-string-to-terminal (concat (apply #'format format arguments) "\n")))

(defun bank-same (seen expected what)
  (unless (equal seen expected)
    (error "%s\nexpected: %S\nseen: %S" what expected seen)))

(defun bank-wait (what look)
  "What LOOK returns, as soon as that is not nil."
  (let ((limit (+ (float-time) 60)) seen)
    (while (not (setq seen (funcall look)))
      (when (> (float-time) limit) (error "%s: never seen" what))
      (accept-process-output nil 0.02))
    seen))

(defun bank-path (name) (expand-file-name name bank-root))

(defun bank-read (name)
  "The bytes of a file of the bank."
  (with-temp-buffer
    (set-buffer-multibyte nil)
    (insert-file-contents-literally (bank-path name))
    (buffer-string)))

(defun bank-write (name text)
  (let ((coding-system-for-write 'no-conversion))
    (write-region text nil (bank-path name) nil 'quiet)))

(defun bank-with (text part new)
  "TEXT with the first PART, literally, replaced by NEW."
  (let ((at (or (string-search part text) (error "The bank has changed, there is no %s" part))))
    (concat (substring text 0 at) new (substring text (+ at (length part))))))

(defun bank-keys (keys)
  "Press KEYS, as `kbd' names them."
  (execute-kbd-macro (kbd keys)))

(defun bank-fix (label)
  "Take LABEL from the fixes at the cursor."
  ;; In a keyboard macro there is no event, and then Eglot looks for a mouse.
  (let ((last-nonmenu-event ?a)
        (completing-read-function (lambda (&rest _) label)))
    (call-interactively #'eglot-code-actions)))

(defun bank-put (part &optional behind)
  "Put the cursor on the first PART, or behind it."
  (goto-char (point-min))
  (search-forward part)
  (unless behind (goto-char (match-beginning 0))))

(defvar bank-is-read nil "Whether the server has said that it has read the bank.")

(cl-defmethod eglot-handle-notification :after (_server (_method (eql $/progress)) &key value &allow-other-keys)
  (when (equal (plist-get value :kind) "end") (setq bank-is-read t)))

(defun bank-open (name)
  "Visit a file of the bank, as `C-x C-f' does, with the server at work."
  (switch-to-buffer (find-file-noselect (bank-path name)))
  (run-window-configuration-change-hook) ; Flymake waits for its buffer to be shown,
  (run-hooks 'post-command-hook)         ; Eglot connects after the command.
  (bank-wait "the server" #'eglot-managed-p)
  ;; Nobody types as soon as this.
  (bank-wait "the end of reading" (lambda () bank-is-read)))

(defun bank-findings ()
  "The findings of this buffer, by place: (TEXT MESSAGE TYPE), the code in front of the message."
  (eglot--signal-textDocument/didChange) ; What was typed waits for Emacs to be idle, which it is not here.
  (mapcar (lambda (it)
            (list (buffer-substring-no-properties (flymake-diagnostic-beg it) (flymake-diagnostic-end it))
                  (string-remove-prefix "qmark " (flymake-diagnostic-text it))
                  (flymake-diagnostic-type it)))
          (sort (flymake-diagnostics)
                (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun bank-has-finding (code)
  (cl-find-if (lambda (it) (string-search code (nth 1 it))) (bank-findings)))

(defun bank-choose (label)
  "Take LABEL from the list of completions that the keys have opened."
  (let ((origin (current-buffer)))
    (switch-to-buffer (or (get-buffer "*Completions*") (error "No list has opened")))
    (bank-put label)
    (choose-completion nil nil t)
    (switch-to-buffer origin)))

(defmacro bank-visit (bank &rest body)
  "Run BODY in a fresh copy of BANK."
  (declare (indent 1))
  `(let* ((bank-root (file-name-as-directory (file-truename (make-temp-file (concat (getenv "BANKS") "/copy") t))))
          (default-directory bank-root))
     (copy-directory (expand-file-name ,bank (getenv "BANKS")) bank-root nil nil t)
     ,@body
     (eglot-shutdown-all)))

(provide 'bank)
;;; bank.el ends here
