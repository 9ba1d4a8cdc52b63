printf 'one\n---\ntwo --- two\n---- \n---\nthree\n---' | read-documents --from=text --separator=---
printf 'not \377 UTF-8' | read-documents --max-document=1K
printf 'much too long' | read-documents --max-document=4
printf 'much too long' | read-documents --max-document=4 --bad=fail
