mkdir d; split-sentences d
