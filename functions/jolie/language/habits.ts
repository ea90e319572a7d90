const declared = 'a variable is not declared: it begins with its first value, NAME = …';
const looped = 'a loop ends when its condition is false; nothing leaves it earlier but a fault or exit';

/** Words that other languages begin statements with, and what is written in Jolie instead. */
const wordHints: ReadonlyMap<string, string> = new Map([
  ...['let', 'var', 'const', 'auto', 'final'].map((word) => [word, declared] as const),
  ...['string', 'int', 'long', 'double', 'bool', 'boolean', 'void', 'any', 'raw', 'float', 'char'].map(
    (word) => [word, declared] as const,
  ),
  ['return', 'nothing is returned: an operation answers what its response variable holds at its end'],
  ['function', 'a procedure is define NAME { … }, beside main'],
  ['def', 'a procedure is define NAME { … }, beside main'],
  ['define', 'a definition stands beside main, not in it'],
  ['type', 'a type stands beside the service or beside main, not in it'],
  ['interface', 'an interface stands beside the service or beside main, not in it'],
  ['try', 'faults are handled in a scope: scope( NAME ) { install( FAULT => … ); … }'],
  ['catch', 'faults are handled in a scope: scope( NAME ) { install( FAULT => … ); … }'],
  ['switch', 'write if( … ) { … } else if( … ) { … }'],
  ['do', 'write while( … ) { … }'],
  ['break', looped],
  ['continue', looped],
  ['print', 'printing is a call: print@Console( … )()'],
  ['println', 'printing is a call: println@Console( … )()'],
  ['call', 'a lone name calls a definition'],
]);

/** What a word that cannot stand here most likely was meant for. */
export const habitOf = (word: string): string | undefined => wordHints.get(word);

/** What a symbol or character that cannot stand here most likely was meant for. */
export function habitOfSymbol(symbol: string): string | undefined {
  switch (symbol) {
    case '?':
      return 'a choice between two values is if( … ) … else …';
    case "'":
    case '`':
      return 'a string stands in double quotes';
    case '#':
      return 'a comment begins with //; #NAME is the number of items';
    default:
      return undefined;
  }
}
