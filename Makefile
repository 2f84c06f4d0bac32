# The door: `make` lists what it can do. Each target is a script in ops/; ENV is development, staging or production.
ENV ?= development
export ENV

.DEFAULT_GOAL := help
.PHONY: help up down logs log-level status doctor check init host-setup rebuild update rollback dev demo reload certificates reset-password \
	destroy-data rotate-secrets backup backups verify-backup restore move-database top disk test test-unit test-last-release chaos bench bench-chat bench-door bench-nlu bench-page fuzz retrain screenshots

help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo; echo "  ENV=development (default), staging or production; any setting of .env.*.example may be given: make up HTTP_PORT=9090"

up: ## Build and start everything, and wait until it is healthy; on a bare machine too
	@ops/up

down: ## Stop the stack; all data stays
	@ops/down

logs: ## Follow the logs (S=service for one)
	@ops/logs $(S)

log-level: ## Change what is logged, without a restart: LEVEL=debug (S=backend or nlu for one)
	@SERVICE='$(S)' LEVEL='$(LEVEL)' ops/log-level

status: ## Services, health, and how far the language model's download is
	@ops/status

doctor: ## What this machine has, against what Alice and the model want
	@ops/doctor

check: ## The deployment checklist, as PASS or FAIL
	@ops/check

init: ## Make the settings (.env.ENV) and secrets, or add what is new to them
	@ops/init

host-setup: ## Prepare this server: updates, firewall, swap, Alice at boot; says what it would do (APPLY=1 does it, as root)
	@ops/host-setup

rebuild: ## Build every image anew on today's base images, and start what has changed
	@ops/rebuild

update: ## Build what lies here (or REF=…) and put it in the place of what runs, without a gap; back by itself where it fails
	@ops/update

rollback: ## Back to the release before the last update, without a build
	@ops/rollback

dev: ## Development: start, and take on every change at once
	@ops/dev

demo: ## The stack with a double of the language model, beside all others
	@ops/demo

reload: ## Have nginx take on new certificates
	@ops/reload

certificates: ## Show the certificate that is served (RENEW=1: fetch a new one first)
	@ops/certificates

reset-password: ## Give USER=name a new password, and print it
	@USER_NAME='$(if $(filter command line,$(origin USER)),$(USER))' ops/reset-password

destroy-data: ## Delete all data of ENV (asks first, or CONFIRM=project)
	@ops/destroy-data

rotate-secrets: ## Give PostgreSQL a new password while everything runs
	@ops/rotate-secrets

backup: ## Make a backup now, and prove that it can be restored
	@ops/backup

backups: ## List the backups
	@ops/backups

verify-backup: ## Restore a backup beside the data and compare it (BACKUP=name; the latest unless told)
	@ops/verify-backup

restore: ## Put a backup in the data's place (BACKUP=latest or a name); on a bare machine too, from BACKUP_DIR and BACKUP_KEY_FILE
	@ops/restore

move-database: ## Move everything to the other database (TO=postgres or sqlite), compared; the old one stays
	@ops/move-database

top: ## Processor and memory of each container
	@ops/top

disk: ## Disk that the stack takes
	@ops/disk

test: ## Every check and test; installs what it lacks
	@ops/test

test-last-release: ## The stores of the release before, tested on the schema of here (LAST=tag)
	@ops/test-last-release

chaos: ## Break a stack of its own in production's form, and count what people notice (T='F-31' for some)
	@ops/chaos

bench: ## Measure the figures that we publish
	@ops/bench

bench-chat: ## Measure conversations: first word, gaps, bytes, lost connections, memory, stop; beside their floors
	@ops/bench-chat

bench-door: ## Measure the door in production's form: limits, load, reloads, TLS, open ports, HTTP Observatory
	@ops/bench-door

bench-nlu: ## Measure how well Alice understands, beside nlp.js: writes docs/understanding.md
	@ops/bench-nlu

bench-page: ## Measure the web app in a real browser: Lighthouse, bytes, command cards, first words, a long conversation
	@ops/bench-page

fuzz: ## A million random sentences (RUNS), 10,000 streams of a model (STREAMS), 100,000 requests (REQUESTS)
	@ops/fuzz

retrain: ## Train the understanding's models anew, and show that they come out as committed
	@ops/retrain

screenshots: ## Make the pictures in docs/screenshots anew, in the demo stack
	@ops/screenshots

test-unit: ## Unit tests alone; needs no Docker
	@ops/test-unit
