# galley: build, test, install. Read it from top to bottom; `make help` lists the targets.
#
# Variants live side by side: B=build/release (default), B=build/asan and B=build/tsan (sanitizers), any other B=build/NAME.
# Honoured: CC CFLAGS LDFLAGS PREFIX DESTDIR V (V=1 shows commands) STATIC (STATIC=1 links everything statically).

VERSION := $(shell sed -n 's/^\#define GALLEY_VERSION "\(.*\)"/\1/p' lib/galley.h)
SOVERSION := 0
B ?= build/release
PREFIX ?= /usr/local
bindir ?= $(PREFIX)/bin
libdir ?= $(PREFIX)/lib
includedir ?= $(PREFIX)/include
mandir ?= $(PREFIX)/share/man

# ---- flags: the user's CFLAGS and LDFLAGS come last and win
PACKAGES := libpcre2-8 libutf8proc yaml-0.1 zlib libzstd
ASAN := -fsanitize=address -fsanitize=undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
TSAN := -fsanitize=thread -fno-omit-frame-pointer
SANITIZE := $(if $(findstring asan,$(B)),$(ASAN),$(if $(findstring tsan,$(B)),$(TSAN)))
CFLAGS ?= $(if $(SANITIZE),-O1 -g,-O2 -g)
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wwrite-strings
PACKAGE_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PACKAGE_LIBS := $(shell pkg-config $(if $(STATIC),--static) --libs $(PACKAGES) 2>/dev/null)
COMPILE = $(CC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections -pthread \
          -Ilib $(PACKAGE_CFLAGS) $(SANITIZE) $(CFLAGS)
LINK = $(CC) -pthread $(SANITIZE) $(if $(STATIC),-static) -Wl,--gc-sections $(CFLAGS) $(LDFLAGS)
Q := $(if $(V),,@)
say = $(if $(V),@:,@printf '  %-7s %s\n' $(1) '$(2)')

# ---- what is built from what: every lib/<room>/*.c is in libgalley, every cmd/*.c is a command
ROOMS := base text stream rules tables archive sentences dates quotes boilerplate app
LIB_SOURCES := $(sort $(foreach room,$(ROOMS),$(wildcard lib/$(room)/*.c)))
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(B)/%.o)
PACKS := $(if $(wildcard cmd/embed-rules.c),$(B)/packs)
COMMANDS := $(filter-out embed-rules,$(basename $(notdir $(wildcard cmd/*.c))))
PROGRAMS := $(COMMANDS:%=$(B)/%)
LIBRARIES := $(B)/libgalley.a $(B)/libgalley.so.$(SOVERSION) $(B)/galley.pc
UNIT_SOURCES := $(wildcard tests/unit/*/test_*.c)
UNIT_TESTS := $(UNIT_SOURCES:%.c=$(B)/%)
RULES := $(wildcard rules/*/*.yaml)
OBJECTS := $(LIB_OBJECTS) $(PACKS:%=%.o) $(patsubst %.c,$(B)/%.o,$(wildcard cmd/*.c tests/votes/*.c) $(UNIT_SOURCES))

all: $(PROGRAMS) $(LIBRARIES) ## build the commands and libgalley into $(B)

$(B)/%.o: %.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

# Objects are made anew when compiler or flags have changed; what is missing is named before the first is made.
$(B)/flags: force
	@mkdir -p $(@D)
	@test -e $@ || build-aux/setup --check build
	@echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' > $@

# Rules become constant tables: embed-rules is the library without packs, and is not installed.
$(B)/embed-rules: $(B)/cmd/embed-rules.o $(LIB_OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(PACKAGE_LIBS) -lm

$(B)/packs.c: $(B)/embed-rules $(RULES)
	$(call say,EMBED,$@)
	$(Q)$(B)/embed-rules $(RULES) > $@.new && mv $@.new $@

$(B)/packs.o: $(B)/packs.c $(B)/flags
	$(call say,CC,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

$(B)/libgalley.a: $(LIB_OBJECTS) $(PACKS:%=%.o)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/libgalley.so.$(SOVERSION): $(LIB_OBJECTS) $(PACKS:%=%.o)
	$(call say,LINK,$@)
	$(Q)$(CC) -shared -pthread $(SANITIZE) $(CFLAGS) $(LDFLAGS) -Wl,--gc-sections -Wl,-soname,$(@F) \
	    -o $@ $^ $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm
	@ln -sf $(@F) $(B)/libgalley.so

$(B)/galley.pc: lib/galley.h Makefile
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(libdir)' 'includedir=$(includedir)' '' 'Name: galley' \
	    'Description: filters that mark sentences, quotations, dates and boilerplate in streams of text' \
	    'Version: $(VERSION)' 'Requires.private: $(PACKAGES)' 'Libs: -L$${libdir} -lgalley' \
	    'Libs.private: -lm -pthread' 'Cflags: -I$${includedir}' > $@

$(PROGRAMS): $(B)/%: $(B)/cmd/%.o $(B)/libgalley.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(PACKAGE_LIBS) -lm

$(UNIT_TESTS): %: %.o $(B)/libgalley.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ -lcmocka $(PACKAGE_LIBS) -lm

# What votes are fitted on: see tests/votes/fit.py.
$(B)/tests/votes/evidence: $(B)/tests/votes/evidence.o $(B)/libgalley.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(PACKAGE_LIBS) -lm

objects: $(LIB_OBJECTS) ## compile the library only
unit: $(UNIT_TESTS) ## build the unit tests without running them

# ---- to try and to test: both bring what they need (see build-aux/setup), then call make again
setup: ## install what building needs (Debian, Ubuntu), or name it (elsewhere)
	@build-aux/setup build

demo: setup ## run the four filters on an article and show what each did
	@$(MAKE) --no-print-directory all
	@docs/examples/demo $(B)

check: ## all tests; T=cli/tag-dates/04 runs some, UPDATE=1 rewrites expected output
	@build-aux/setup build check
	@$(MAKE) --no-print-directory all unit
	@tests/run --build $(B) $(if $(UPDATE),--update) $(T)

bench: all ## speed and memory beside cat, jq and others as Markdown tables; MB=20 RUNS=3 makes it short
	@build-aux/setup build check
	@tests/bench/run $(B) $(or $(MB),100) $(or $(RUNS),5)

bench-growth: all ## how the cost grows with the input, ordinary and degenerate; MB=4 makes it short
	@build-aux/setup build check
	@tests/bench/growth $(B) $(or $(MB),16)

bench-startup: all ## what a process costs that has nothing to do, with these rules and with ten times as many
	@build-aux/setup build check
	@tests/bench/startup $(B)

lint: all ## format, layers, symbols, sizes, shell scripts, man pages
	@build-aux/setup build check lint
	@tests/lint/run $(B)

format: ## lay out the C sources by .clang-format
	clang-format -i $(wildcard lib/*.h lib/*/*.[ch] cmd/*.c tests/*/*.c tests/unit/*/*.c docs/examples/*.c)

# ---- to install
MAN_PAGES := $(wildcard docs/man/*.1)

install: all ## install below $(DESTDIR)$(PREFIX)
	install -d $(addprefix $(DESTDIR),$(bindir) $(libdir)/pkgconfig $(includedir) $(mandir)/man1)
	install -m 755 $(PROGRAMS) $(DESTDIR)$(bindir)
	install -m 644 $(B)/libgalley.a $(DESTDIR)$(libdir)
	install -m 755 $(B)/libgalley.so.$(SOVERSION) $(DESTDIR)$(libdir)
	ln -sf libgalley.so.$(SOVERSION) $(DESTDIR)$(libdir)/libgalley.so
	install -m 644 $(B)/galley.pc $(DESTDIR)$(libdir)/pkgconfig
	install -m 644 lib/galley.h $(DESTDIR)$(includedir)
	$(if $(MAN_PAGES),install -m 644 $(MAN_PAGES) $(DESTDIR)$(mandir)/man1)

uninstall: ## remove what install put there
	rm -f $(addprefix $(DESTDIR)$(bindir)/,$(COMMANDS)) $(DESTDIR)$(libdir)/libgalley.a $(DESTDIR)$(libdir)/libgalley.so \
	    $(DESTDIR)$(libdir)/libgalley.so.$(SOVERSION) $(DESTDIR)$(libdir)/pkgconfig/galley.pc \
	    $(DESTDIR)$(includedir)/galley.h $(addprefix $(DESTDIR)$(mandir)/man1/,$(notdir $(MAN_PAGES)))

dist: ## pack the committed sources as build/galley-$(VERSION).tar.gz
	@mkdir -p build
	git archive --format=tar.gz --prefix=galley-$(VERSION)/ -o build/galley-$(VERSION).tar.gz HEAD

clean: ## remove everything that was built
	rm -rf build

help: ## this list
	@echo 'galley $(VERSION). Targets:'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14
	@echo 'Variables: B=build/asan (or another variant), CC, CFLAGS, LDFLAGS, PREFIX, DESTDIR, STATIC=1, V=1.'

force:
-include $(OBJECTS:.o=.d)
.SECONDARY: $(OBJECTS) $(B)/packs.c
.DELETE_ON_ERROR:
.PHONY: all objects unit setup demo check bench bench-growth bench-startup lint format install uninstall dist clean help force
