cat > box <<'M'
From a@example.org Mon Jan  1 00:00:00 2024
From: A Writer <a@example.org>
Subject: Rain
Message-ID: <1@example.org>
Date: Mon, 1 Jan 2024 00:00:00 +0000

It rained.

>From Monday on it was dry.

From b@example.org Tue Jan  2 00:00:00 2024
Subject: Sun

It shone.

From nobody
A part without headers.
M
read-documents box
sed 's/$/\r/' box | read-documents --from=mbox
