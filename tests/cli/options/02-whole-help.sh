tag-dates --help
