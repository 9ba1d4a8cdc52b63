printf '%s\n' 'ADVERTISEMENT' 'He left on Oct. 12. “I am tired of this,” General Lee said.' | galley --lang=en 'strip-boilerplate | split-sentences | find-quotes'
