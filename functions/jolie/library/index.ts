import type { NativePackage } from '../run/native';
import { assertions } from './assertions';
import { console } from './console';
import { converter } from './converter';
import { htmlUtils } from './html-utils';
import { iniUtils } from './ini-utils';
import { jsonUtils } from './json-utils';
import { math } from './math';
import { messageDigest } from './message-digest';
import { mustache } from './mustache';
import { queueUtils } from './queue-utils';
import { reflection } from './reflection';
import { runtime } from './runtime';
import { scheduler } from './scheduler';
import { securityUtils } from './security-utils';
import { semaphoreUtils } from './semaphore-utils';
import { stringUtils } from './string-utils';
import { time } from './time';
import { trees } from './trees';
import { uriTemplates } from './uri-templates';
import { values } from './values';
import { vectors } from './vectors';
import { xmlUtils } from './xml-utils';

export { sharedTypes } from './shared-types';

/** The packages of the standard library that are offered. */
export const standardLibrary: readonly NativePackage[] = [
  assertions,
  console,
  converter,
  htmlUtils,
  iniUtils,
  jsonUtils,
  math,
  messageDigest,
  mustache,
  queueUtils,
  reflection,
  runtime,
  scheduler,
  securityUtils,
  semaphoreUtils,
  stringUtils,
  time,
  trees,
  uriTemplates,
  values,
  vectors,
  xmlUtils,
];
