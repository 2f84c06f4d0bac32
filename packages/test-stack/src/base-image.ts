/** The official images that everything is built on; `make` names the stand-ins in the environment where none can be pulled. */
const DEFAULTS = {
  NODE_IMAGE: 'node:24-trixie-slim',
  NGINX_IMAGE: 'nginx:1.28',
  POSTGRES_IMAGE: 'postgres:17',
  PROMETHEUS_IMAGE: 'prom/prometheus:v3.5.0',
  ALERTMANAGER_IMAGE: 'prom/alertmanager:v0.28.1',
  DEBIAN_IMAGE: 'debian:trixie-slim',
  CERTBOT_IMAGE: 'certbot/certbot:v5.4.0',
  PEBBLE_IMAGE: 'alice-base/pebble:2.6',
} as const;

export type BaseImageName = keyof typeof DEFAULTS;

export const baseImageNames = Object.keys(DEFAULTS) as BaseImageName[];

/** The base image of that variable: the environment's, or else the official one. */
export function baseImage(name: BaseImageName): string {
  return process.env[name] || DEFAULTS[name];
}
