;;; Opens a file, edits it, and writes what it saw as JSON.  -*- lexical-binding: t -*-
(require 'eglot)
(require 'json)
(require 'flymake)

(defun wait-for (test)
  "Let the server speak until TEST holds, for 20 seconds at most."
  (let ((tries 0))
    (while (and (< tries 200) (not (funcall test)))
      (setq tries (1+ tries))
      (flymake-start)
      (accept-process-output nil 0.1))))

(defun found ()
  "Return what flymake shows: line, column, and the text of each place."
  (mapcar (lambda (each)
            (let ((start (flymake-diagnostic-beg each)))
              `((line . ,(line-number-at-pos start))
                (column . ,(save-excursion (goto-char start) (- (point) (line-beginning-position))))
                (text . ,(buffer-substring-no-properties start (flymake-diagnostic-end each))))))
          (sort (flymake-diagnostics)
                (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(find-file "a.py")
(python-mode)
(apply #'eglot (eglot--guess-contact))
(wait-for #'flymake-diagnostics)
(let ((before (found)) after)
  (goto-char (point-min))
  (insert "# a comment\n")
  (run-hooks 'post-command-hook)
  (eglot--signal-textDocument/didChange)
  (wait-for (lambda () (let ((all (found))) (and all (= 2 (alist-get 'line (car all)))))))
  (setq after (found))
  (with-temp-file "seen.json"
    (insert (json-encode `((before . ,(vconcat before)) (after . ,(vconcat after)))))))
(kill-emacs 0)
