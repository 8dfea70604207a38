;;; journey.el --- What a person sees of qmark in Emacs, end to end  -*- lexical-binding: t -*-
;; Started by ./run, after the configuration of the page, for one step: each has an Emacs, a server and a copy of its own.

(require 'bank)
(require 'xref)

(defun step-attaches-at-the-root-of-the-bank ()
  (bank-visit "content"
    (bank-open "backend/content/sql-or-nosql.md")
    (bank-same major-mode 'markdown-mode "the mode")
    (let ((server (eglot-current-server)))
      (bank-same (expand-file-name (project-root (eglot--project server))) bank-root "the root")
      (bank-open "git/git.md")
      (bank-same (eglot-current-server) server "the server of another group"))))

(defun checked (name)
  "What `qmark check' prints for the file NAME, as `bank-findings' has it without the type; the buffer is the file's."
  (let* ((printed (with-output-to-string
                    (call-process (getenv "QMARK_REAL") nil standard-output nil "check" "--format" "json" bank-root)))
         (findings (append (alist-get 'findings (json-parse-string printed :object-type 'alist)) nil))
         (at (lambda (place)
               (save-excursion
                 (goto-char (point-min))
                 (forward-line (1- (alist-get 'line place)))
                 (+ (point) (alist-get 'column place) -1)))))
    (mapcar (lambda (it)
              (let ((range (alist-get 'range it)))
                (list (buffer-substring-no-properties (funcall at (alist-get 'start range)) (funcall at (alist-get 'end range)))
                      (format "[%s]: %s" (alist-get 'code it) (alist-get 'message it)))))
            (seq-filter (lambda (it) (equal (alist-get 'path it) name)) findings))))

(defun step-the-editor-shows-what-check-prints ()
  (bank-visit "broken"
    ;; The second has CRLF line breaks.
    (dolist (name '("python/python.md" "databases/databases.md" "transport/transport.md"))
      (bank-open name)
      (let ((expected (sort (checked name) :key #'prin1-to-string)) seen)
        (bank-same (null expected) nil (concat "what check finds in " name))
        (condition-case nil
            (bank-wait "the findings of check"
                       (lambda ()
                         (setq seen (mapcar (lambda (it) (take 2 it)) (bank-findings)))
                         (equal (sort seen :key #'prin1-to-string) expected)))
          (error (bank-same seen expected name)))))))

(defun step-a-finding-follows-the-text ()
  (bank-visit "content"
    (bank-open bank-group)
    (bank-put "sql-or-nosql.md")
    (bank-keys "C-k nowhere.md")
    (let ((finding (bank-wait "the finding" (lambda () (car (bank-findings))))))
      (bank-same (car finding) "nowhere.md" "the range")
      (bank-same (nth 2 finding) 'eglot-error "the severity"))
    (bank-put "nowhere.md")
    (bank-keys "C-k sql-or-nosql.md")
    (bank-wait "no finding" (lambda () (null (bank-findings))))))

(defun complete-topic (typed then)
  "Type TYPED into a list of topics, complete, do THEN, save and compare."
  (bank-visit "content"
    (let* ((line "      - 'Databases'\n")
           (expected (bank-with (bank-read bank-group) line (concat line "      - 'Caching'\n"))))
      (bank-open bank-group)
      (bank-put line t)
      (insert "      - " typed "\n")
      (backward-char)
      (bank-keys "C-M-i")
      (funcall then)
      (bank-keys "C-x C-s")
      (bank-same (bank-read bank-group) expected "the bytes on disk"))))

(defun step-a-topic-completes () (complete-topic "Cach" #'ignore))

;; To markdown-mode a quote is part of a word. Eglot counts on items that are no shorter than that.
(defun step-a-topic-completes-behind-its-quote () (complete-topic "'Cach" #'ignore))
(defun step-a-whole-topic-completes-behind-its-quote () (complete-topic "'Caching" #'ignore))

(defun step-a-topic-completes-from-nothing ()
  (complete-topic "" (lambda () (bank-choose "Caching"))))

(defun step-an-answer-file-completes ()
  (bank-visit "content"
    (bank-write "backend/content/written-yesterday.md" "Nobody cites this answer yet.\n")
    (let ((expected (bank-with (bank-read bank-group) "sql-or-nosql.md" "written-yesterday.md")))
      (bank-open bank-group)
      (bank-put "sql-or-nosql.md")
      (bank-keys "C-k C-M-i")
      (bank-choose "written-yesterday.md")
      (bank-keys "C-x C-s")
      (bank-same (bank-read bank-group) expected "the bytes on disk"))))

;; To markdown-mode a slash is part of a word.
(defun step-a-link-completes-behind-its-folder ()
  (bank-visit "content"
    (bank-open "git/git.md")
    (goto-char (point-max))
    (insert "See [the log](content/refl)")
    (backward-char)
    (bank-keys "C-M-i")
    (bank-choose "content/reflog.md")
    (bank-same (buffer-substring-no-properties (line-beginning-position) (line-end-position))
               "See [the log](content/reflog.md)" "the link")))

(defun step-hover-tells-of-the-answer ()
  (bank-visit "content"
    (bank-open bank-group)
    (bank-put "sql-or-nosql.md")
    (let ((opening (substring (bank-read "backend/content/sql-or-nosql.md") 0 20)) said)
      (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
      (bank-wait "the hover" (lambda () said))
      (unless (string-search opening said) (error "The hover lacks %S:\n%s" opening said)))))

(defun step-definition-opens-the-answer-and-references-lead-back ()
  (bank-visit "content"
    (let ((answer (bank-path "backend/content/sql-or-nosql.md")))
      (dolist (part '("sql-or-nosql.md" "SQL and NoSQL"))
        (bank-open bank-group)
        (bank-put part)
        (bank-keys "M-.")
        (bank-same (buffer-file-name (window-buffer)) answer part))
      (bank-keys "M-?")
      (switch-to-buffer "*xref*")
      (bank-put "answer: sql-or-nosql.md")
      (bank-keys "RET")
      (bank-same (buffer-file-name (window-buffer)) (bank-path bank-group) "back"))))

(defun step-a-topic-is-renamed-in-every-group ()
  (bank-visit "content"
    (let ((group (bank-read bank-group))
          (other (bank-with (bank-read "git/git.md") "topics:\n" "topics:\n      - 'Databases'\n")))
      (bank-write "git/git.md" other)
      (bank-open bank-group)
      (bank-put "Databases'")
      (bank-keys "M-x eglot-rename RET Data: SPC stores RET")
      (bank-keys "C-x s !")
      (bank-same (bank-read bank-group) (string-replace "- 'Databases'" "- 'Data: stores'" group) "the group")
      (bank-same (bank-read "git/git.md") (string-replace "- 'Databases'" "- 'Data: stores'" other) "the other group"))))

(defun step-a-fix-is-made ()
  (bank-visit "broken"
    (let ((expected (bank-with (bank-read "python/python.md") "List-Comprehension.md" "list-comprehension.md")))
      (bank-open "python/python.md")
      (bank-put "List-Comprehension.md")
      (bank-wait "the finding" (lambda () (bank-has-finding "answer-case-mismatch")))
      (bank-fix "Write `list-comprehension.md`")
      (bank-keys "C-x C-s")
      (bank-same (bank-read "python/python.md") expected "the bytes on disk")
      (bank-wait "no finding" (lambda () (not (bank-has-finding "answer-case-mismatch")))))))

(defun step-a-question-is-found-by-its-words ()
  (bank-visit "content"
    (bank-open "git/git.md")
    (bank-keys "C-M-. nosql SPC differ RET")
    (switch-to-buffer "*xref*")
    (bank-put "How do SQL")
    (bank-keys "RET")
    (bank-same (buffer-file-name (window-buffer)) (bank-path bank-group) "the group")
    (bank-same (thing-at-point 'line t) "  - question: How do SQL and NoSQL databases differ?\n" "the question")))

(defun step-settings-reach-the-server ()
  (bank-visit "broken"
    (bank-open "web/web.md")
    ;; The page switches the rule off.
    (bank-wait "other findings" (lambda () (and (bank-findings) (not (bank-has-finding "stated-count")))))
    (let ((eglot-workspace-configuration '(:qmark (:rules (:stated-count "error")))))
      (bank-keys "M-x eglot-signal-didChangeConfiguration RET")
      (bank-wait "the finding" (lambda () (eq (nth 2 (bank-has-finding "stated-count")) 'eglot-error))))))

;; In Emacs with the environment's STEP, that one; without, the names of all, for ./run.
(let ((step (getenv "STEP")))
  (condition-case failure
      (if step
          (progn (funcall (intern step)) (bank-say "ok      %s" step))
        (dolist (it (sort (all-completions "step-" obarray #'fboundp))) (bank-say "%s" it)))
    ((error quit)
     (bank-say "FAILED  %s\n%s" step (error-message-string failure))
     (kill-emacs 1))))
;;; journey.el ends here
