import { indentService, LanguageSupport, StreamLanguage, type StreamParser } from '@codemirror/language';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const controls = words(
  'if else while for foreach spawn over in provide until scope install throw comp cH this default exit nullProcess ' +
    'synchronized linkIn linkOut define init main undef with instanceof throws forward',
);
const declarations = words(
  'service embed as from import include inputPort outputPort interface type execution constants cset courier public ' +
    'private extender location protocol interfaces aggregates redirects OneWay RequestResponse oneWay requestResponse ' +
    'Location Protocol Interfaces Aggregates Redirects embedded concurrent sequential single',
);
const types = words('void bool int long double string raw any undefined');
const tests = /^is_(defined|int|long|double|bool|string)$/;

interface State {
  /** Inside `/* … *\/`. */
  comment: boolean;
  /** After `from`: a package's name comes. */
  from: boolean;
}

/**
 * Jolie's tokens, for their colours; what they mean is the engine's to say. Each pattern says that it begins here: the
 * stream would else look for it in all that is left of the line, at every token.
 */
const parser: StreamParser<State> = {
  name: 'jolie',
  startState: () => ({ comment: false, from: false }),
  token(stream, state) {
    if (state.comment || stream.match('/*')) {
      state.comment = stream.match(/^.*?\*\//) === null;
      if (state.comment) stream.skipToEnd();
      return 'blockComment';
    }
    if (stream.eatSpace()) return null;
    if (state.from) {
      state.from = false;
      if (stream.match(/^[\w.@-]+/)) return 'className';
    }
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'lineComment';
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(/^\d+(?:\.\d+)?(?:[eE][-+]?\d+)?[lL]?/)) return 'number';
    const word = stream.match(/^[\p{L}_][\p{L}_\d]*/u) as RegExpMatchArray | null;
    if (word !== null) {
      const [name] = word;
      if (name === 'true' || name === 'false') return 'bool';
      if (name === 'global' || name === 'csets' || name === 'args') return 'variableName.special';
      state.from = name === 'from';
      if (controls.has(name) || tests.test(name)) return 'controlKeyword';
      if (declarations.has(name)) return 'definitionKeyword';
      if (types.has(name)) return 'typeName';
      if (stream.peek() === '@') return 'variableName.function';
      return /^[A-Z]/.test(name) ? 'className' : 'variableName';
    }
    if (stream.match(/^[{}()[\]]/)) return 'bracket';
    stream.next();
    return 'operator';
  },
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', '"'] },
    indentOnInput: /^\s*[}\])]$/,
  },
};

/** One level for each bracket that is open where the line before ends. */
const indentation = indentService.of((context, pos) => {
  const line = context.state.doc.lineAt(pos);
  if (line.number === 1) return 0;
  const before = context.state.doc.line(line.number - 1);
  const opens = (before.text.match(/[{([]/g)?.length ?? 0) - (before.text.match(/[})\]]/g)?.length ?? 0);
  const leading = /^\s*[})\]]/.test(before.text) ? 1 : 0;
  const closes = /^\s*[})\]]/.test(context.textAfterPos(pos)) ? 1 : 0;
  const levels = Math.max(-1, Math.min(1, opens + leading)) - closes;
  return Math.max(0, context.lineIndent(before.from) + levels * context.unit);
});

/** The language for the editor: colours, comments, brackets and indentation. */
export const jolie = (): LanguageSupport => new LanguageSupport(StreamLanguage.define(parser), indentation);
