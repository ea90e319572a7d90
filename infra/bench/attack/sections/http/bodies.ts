import { gzipSync } from 'node:zlib';
import { inProduct, type Attack } from '../../attack';
import { is, json, message, requestRow, type Request } from './request-row';

const requests: readonly Request[] = [
  {
    id: 'H01',
    tries: 'a body of 11 MB',
    defence: 'size of a body, while it is read',
    method: 'POST',
    path: '/api/messages',
    call: (person) => message(person, { messageBody: 'x'.repeat(11_000_000) }),
    // A connection that is cut while the rest is sent has refused it, too.
    holds: ({ status, json: { code } }) => status === 0 || (status === 413 && code === 'body-too-large'),
    weakening: inProduct(['limit: mostBytes, inflate: false', 'limit: 1e9, inflate: false']),
  },
  {
    id: 'H02',
    tries: 'a compressed body (a bomb)',
    defence: 'nothing is decompressed',
    method: 'POST',
    path: '/api/messages',
    call: (person) => ({
      token: person.token,
      body: gzipSync(JSON.stringify({ messageBody: 'x', recipientIds: [person.id] })),
      headers: { ...json, 'content-encoding': 'gzip' },
    }),
    holds: is(415),
    weakening: inProduct(['limit: mostBytes, inflate: false', 'limit: mostBytes, inflate: true']),
  },
  ...(
    [
      ['H03', 'JSON sent as a form, which a foreign page may', 'application/x-www-form-urlencoded'],
      ['H04', 'JSON sent as text, which a foreign page may', 'text/plain'],
      ['H05', 'JSON sent as parts', 'multipart/form-data; boundary=x'],
      ['H06', 'JSON in another character set', 'application/json; charset=utf-16'],
    ] as const
  ).map(([id, tries, type]): Request => ({
    id,
    tries,
    defence: 'the media type and UTF-8 are demanded',
    method: 'POST',
    path: '/api/messages',
    call: (person) => ({ ...message(person), headers: { 'content-type': type } }),
    holds: is(415),
    weakening: inProduct(['if (type?.trim() === mediaType && isUtf8) return next();', 'return next();']),
  })),
  {
    id: 'H07',
    tries: 'a body that is no UTF-8',
    defence: 'UTF-8, strictly',
    method: 'POST',
    path: '/api/messages',
    call: ({ id, token }) => ({
      token,
      body: Buffer.concat([
        Buffer.from('{"messageBody":"'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from(`","recipientIds":[${id}]}`),
      ]),
      headers: json,
    }),
    holds: is(400),
    weakening: inProduct([
      'new TextDecoder("utf-8", { fatal: true,',
      'new TextDecoder("utf-8", { fatal: false,',
    ]),
  },
  {
    id: 'H08',
    tries: '300,000 brackets in each other',
    defence: 'what is parsed is compared with named fields, not walked',
    method: 'POST',
    path: '/api/messages',
    call: ({ token }) => ({ token, body: `${'['.repeat(150_000)}${']'.repeat(150_000)}`, headers: json }),
    holds: is(400),
    weakening: inProduct([
      'function jsonOf(request, rules) { const parsed = parseJson(textOf(request));',
      'function jsonOf(request, rules) { const parsed = parseJson(textOf(request)); const walk = (each) => typeof each === "object" && each !== null && Object.values(each).forEach(walk); walk(parsed.json);',
    ]),
  },
  ...(['__proto__', 'constructor', 'prototype'] as const).map((name, i): Request => ({
    id: `H${10 + i}`,
    tries: `a field called ${name}`,
    defence: 'no field but those that are named',
    method: 'POST',
    path: '/api/messages',
    call: ({ id, token }) => ({
      token,
      body: `{"messageBody":"x","recipientIds":[${id}],"${name}":{"polluted":true}}`,
      headers: json,
    }),
    holds: is(400),
    weakening: inProduct(['if (!rules.has(field)) return', 'if (false) return']),
  })),
  ...(['senderId', 'fromAutoReply', 'eventDestinations', 'sentAt', 'causedBy'] as const).map(
    (name, i): Request => ({
      id: `H${13 + i}`,
      tries: `a message that says its own ${name}`,
      defence: 'no field but those that are named',
      method: 'POST',
      path: '/api/messages',
      call: (person) => message(person, { [name]: 1 }),
      holds: is(400),
      weakening: inProduct(['if (!rules.has(field)) return', 'if (false) return']),
    }),
  ),
];

/** Bodies that are large, compressed, of another kind, or say more than they may. */
export const bodies: readonly Attack[] = requests.map(requestRow);
