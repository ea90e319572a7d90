import { held } from './held';
import { composeRules } from './rules';

held(['infra/observability/compose.yaml'], composeRules, [
  ['it is a compose file', 'tmpfs:', 'tempfs:'],
  ['it is a compose file', 'cap_drop: [ALL]', 'cap_drop: ALL'],
  ['every image has a version', 'prom/prometheus:v3.7.3', 'prom/prometheus'],
  ['every image has a version', 'busybox:1.37.0', 'busybox:latest'],
  ['users without rights run it', "user: '10001:10001'", "user: '0:0'"],
  ['their files cannot be changed', 'read_only: true', 'read_only: false'],
  ['they have no capability', 'cap_drop: [ALL]', 'cap_drop: [NET_RAW]'],
  ['they have no capability', 'init: true', 'cap_add: [NET_ADMIN]'],
  ['they win no privilege', 'no-new-privileges:true', 'no-new-privileges:false'],
  ['what they take is bounded', "cpus: '2', memory: 1G", "cpus: '2'"],
  ['their logs are bounded', 'max-size: 10m, ', ''],
  ['they have time to end', 'stop_grace_period: 20s', 'stop_grace_period: 3s'],
  ['who can says how it is', 'healthcheck:\n', 'x-healthcheck:\n'],
  ['this machine alone reaches them', "'127.0.0.1:8080:8080'", "'8080:8080'"],
  ['no secret is in it', 'PARLEY_LOG: INFO', 'PARLEY_JWT_KEYS: k1:secret'],
  ['what is mounted from here is there, and only read', './loki:/etc/loki:ro', './loki:/etc/loki'],
  ['what is mounted from here is there, and only read', './loki:', './loci:'],
  ['every volume is declared', '\n  loki-data:\n', '\n'],
  ['the Dockerfile is there', 'infra/local/Dockerfile', 'infra/lokal/Dockerfile'],
]);
