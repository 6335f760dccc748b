# make site   check, build, verify, publish into output/        make site URL=https://…  sets the public address
# make test   everything above is true? the whole test suite
# make serve  look at the site while you write
# Each first sets this machine up as far as that is needed; a second run finds it ready.

URL =
RUN = .venv/bin/python -m invoke
# The first Python that is new enough; Debian and macOS may call it by its full name.
PYTHON = $$(for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$each; break; fi; done)

export URL
export PYTHONUTF8 = 1

.PHONY: site test serve bench clean ready-for-site ready-for-test

site: ready-for-site
	@.venv/bin/python -m plugins.publishing.build "$${URL:-$$SITEURL}"

test: ready-for-test
	@$(RUN) test

serve: ready-for-site
	@$(RUN) serve

bench: ready-for-test
	@$(RUN) bench

clean:
	rm -rf .venv .cache build output output.new-* output.old

ready-for-site ready-for-test:
	@python="$(PYTHON)"; if [ -z "$$python" ]; then \
		echo "Perlu Python 3.11 atau yang lebih baru: https://www.python.org/downloads/" >&2; \
		echo "Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; exit 1; fi; \
	"$$python" -m plugins.publishing.machine $(@:ready-for-%=%)
