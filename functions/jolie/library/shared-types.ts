const javaException = `
type JavaExceptionType: string { stackTrace: string }
type WeakJavaExceptionType: any { stackTrace?: string }
`;
const ioException = 'type IOExceptionType: JavaExceptionType';
const binding = 'type Binding: void { location: string protocol?: string { ? } }';

/** The official library's modules that hold nothing but types, by the paths that imports and includes look for. */
export const sharedTypes: ReadonlyMap<string, string> = new Map([
  ['packages/types/JavaException.ol', javaException],
  ['packages/types/IOException.ol', `from .JavaException import JavaExceptionType\n${ioException}`],
  ['packages/types/Binding.ol', binding],
  ['types/JavaException.iol', javaException],
  ['types/IOException.iol', `include "JavaException.iol"\n${ioException}`],
  ['types/Binding.iol', binding],
]);
