printf "%s\n" '{"text":"— Oui, dit-il en riant, je viens.\n— Bien.","lang":"fr"}' | find-quotes
