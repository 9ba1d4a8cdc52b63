check-rules no-such.yaml
