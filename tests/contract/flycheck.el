;;; Opens a file, has flycheck look at it, and writes what flycheck shows as JSON.  -*- lexical-binding: t -*-
(require 'flycheck)
(require 'json)

(find-file "a.py")
(python-mode)
(flycheck-mode 1)
(flycheck-buffer)
(let ((tries 0))
  (while (and (< tries 200) (not flycheck-current-errors))
    (setq tries (1+ tries))
    (accept-process-output nil 0.1)))
(let ((errors flycheck-current-errors))  ; it is the buffer's own
  (with-temp-file "seen.json"
    (insert (json-encode
             (vconcat (mapcar (lambda (each)
                                `((code . ,(flycheck-error-id each))
                                  (line . ,(flycheck-error-line each))
                                  (column . ,(flycheck-error-column each))
                                  (text . ,(flycheck-error-message each))))
                              errors))))))
(kill-emacs 0)
