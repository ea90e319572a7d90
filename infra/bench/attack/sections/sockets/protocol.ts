import { holdsWhen, inProduct, type Attack, type Weakening } from '../../attack';
import { rawFrame } from '../../client/wire';
import { binary, closedBy, text, typing } from './session';

/** Single writes, each against one rule of RFC 6455 or one limit, and the codes with which they are closed. */
const writes: readonly (readonly [
  id: string,
  tries: string,
  defence: string,
  bytes: () => Buffer,
  codes: readonly number[],
  weakening: Weakening,
])[] = [
  [
    'W10',
    'a frame without a mask',
    'RFC 6455, 5.1',
    () => rawFrame(text, typing, { masked: false }),
    [1002],
    inProduct(['if (!this._masked) {', 'if (false) {']),
  ],
  [
    'W11',
    'a reserved bit (RSV2)',
    'RFC 6455, 5.2',
    () => rawFrame(text, typing, { rsv: 2 }),
    [1002],
    inProduct(['if ((buf[0] & 48) !== 0) {', 'if (false) {']),
  ],
  [
    'W12',
    'a compressed frame (RSV1)',
    'compression is off',
    () => rawFrame(text, typing, { rsv: 4 }),
    [1002],
    inProduct(
      ['if (compressed && !this._extensions[PerMessageDeflate.extensionName]) {', 'if (false) {'],
      ['if (this._compressed) {', 'if (false) {'],
    ),
  ],
  [
    'W13',
    'an operation that is not there (3)',
    'RFC 6455, 5.2',
    () => rawFrame(3, 'x'),
    [1002],
    inProduct([
      '} else if (this._opcode > 7 && this._opcode < 11) {',
      '} else if (this._opcode === 3) { this._opcode = 1; } else if (this._opcode > 7 && this._opcode < 11) {',
    ]),
  ],
  [
    'W14',
    'a ping in pieces',
    'RFC 6455, 5.5',
    () => rawFrame(9, 'x', { fin: false }),
    [1002],
    inProduct([
      'if (!this._fin) { const error = this.createError(',
      'if (false) { const error = this.createError(',
    ]),
  ],
  [
    'W15',
    'a ping of 126 bytes',
    'RFC 6455, 5.5',
    () => rawFrame(9, Buffer.alloc(126)),
    [1002],
    inProduct(['if (this._payloadLength > 125 ||', 'if (false && this._payloadLength > 125 ||']),
  ],
  [
    'W16',
    'a close with code 1005',
    'RFC 6455, 7.4.1',
    () => rawFrame(8, Buffer.from([0x03, 0xed])),
    [1002],
    inProduct(['if (!isValidStatusCode(code)) {', 'if (false) {']),
  ],
  [
    'W17',
    'a close whose reason is no UTF-8',
    'RFC 6455, 5.5.1',
    () => rawFrame(8, Buffer.from([0x03, 0xe8, 0xc3, 0x28])),
    [1007],
    inProduct(['if (!this._skipUTF8Validation && !isValidUTF8(buf)) {', 'if (false) {']),
  ],
  [
    'W18',
    'a text that is no UTF-8',
    'RFC 6455, 8.1',
    () => rawFrame(text, Buffer.from([0xc3, 0x28])),
    [1007],
    inProduct(['if (!this._skipUTF8Validation && !isValidUTF8(buf)) {', 'if (false) {']),
  ],
  [
    'W19',
    'a piece of nothing',
    'RFC 6455, 5.4',
    () => rawFrame(0, 'x'),
    [1002],
    inProduct([
      'if (!this._fragmented) { const error',
      'if (!this._fragmented) { this._fragmented = 1; } if (false) { const error',
    ]),
  ],
  [
    'W20',
    'a message within a message',
    'RFC 6455, 5.4',
    () => Buffer.concat([rawFrame(text, '{', { fin: false }), rawFrame(text, typing)]),
    [1002],
    inProduct(['if (this._fragmented) { const error', 'if (false) { const error']),
  ],
  [
    'W21',
    'a frame of 300 KB',
    'size of a frame, before it is held',
    () => rawFrame(text, 'x'.repeat(300_000)),
    [1009],
    inProduct(['maxPayload: 2 * limits.frameBytes', 'maxPayload: 1e8']),
  ],
  [
    'W22',
    'a frame that claims 2⁵⁰ bytes',
    'size of a frame, before it is held',
    () => rawFrame(text, '', { claimed: 2 ** 50 }),
    [1009],
    inProduct(['maxPayload: 2 * limits.frameBytes', 'maxPayload: 0']),
  ],
  [
    'W23',
    'a frame of 128 KiB and a byte',
    'size of a frame',
    () => rawFrame(text, 'x'.repeat(128 * 1024 + 1)),
    [4409],
    inProduct(['if (bytes.length > limits.frameBytes)', 'if (false)']),
  ],
  [
    'W24',
    'bytes in place of a text',
    'frames are texts',
    () => rawFrame(binary, typing),
    [1003],
    inProduct(['if (isBinary) return', 'if (false) return']),
  ],
  [
    'W25',
    'a message that never ends',
    'size of a message, over all its pieces',
    () =>
      Buffer.concat([
        rawFrame(text, 'x', { fin: false }),
        ...Array.from({ length: 40 }, () => rawFrame(0, 'x'.repeat(10_000), { fin: false })),
      ]),
    [1009],
    inProduct(['maxPayload: 2 * limits.frameBytes', 'maxPayload: 1e8']),
  ],
];

/** What RFC 6455 forbids, and frames that are too large. */
export const protocol: readonly Attack[] = writes.map(
  ([id, tries, defence, bytes, codes, weakening]): Attack => ({
    id,
    tries,
    defence,
    weakening,
    async attempt(product) {
      const code = await closedBy(product, ({ socket }) => void socket.write(bytes()));
      return holdsWhen(
        code !== null && codes.includes(code),
        `it was ${code === null ? 'kept' : `closed with ${code}`}`,
      );
    },
  }),
);
