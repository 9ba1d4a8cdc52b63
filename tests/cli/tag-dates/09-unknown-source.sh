tag-dates --reference-from=captures,stars </dev/null
