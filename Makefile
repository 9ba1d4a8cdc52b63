# First Makefile: builds libgalley objects; grows with lib/app and cmd.
CC ?= cc
B := build/release
PKG := libpcre2-8 libutf8proc yaml-0.1 zlib libzstd
CFLAGS ?= -O2 -g
ALL_CFLAGS := -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wwrite-strings -Ilib -MMD -MP $(CFLAGS) $(shell pkg-config --cflags $(PKG))
LIB_SRC := $(wildcard lib/*/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
objects: $(LIB_OBJ)
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fPIC -c -o $@ $<
-include $(LIB_OBJ:.o=.d)
.PHONY: objects
