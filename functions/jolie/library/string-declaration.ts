const newer = {
  findAll: 'findAll( MatchRequest )( MatchResult )',
  fmt: 'fmt( FormatRequest )( string )',
};

/** The declarations of `string_utils`, with those of its newer operations that a form of the package has. */
export const stringDeclaration = (operations: readonly (keyof typeof newer)[]): string => `
type EndsWithRequest: string { suffix: string }
type StartsWithRequest: string { prefix: string }
type ContainsRequest: string { substring: string }
type IndexOfRequest: string { word: string }
type IndexOfResponse: int
type SubStringRequest: string { begin: int end?: int }
type PadRequest: string { length: int char: string }
type ReplaceRequest: string { regex: string replacement: string }
type MatchRequest: string { regex: string }
type MatchResult: int { group[0,*]: string }
type JoinRequest: void { piece[0,*]: string delimiter: string }
type SplitRequest: string { limit?: int regex: string }
type SplitByLengthRequest: string { length: int }
type SplitResult: void { result[0,*]: string }
type StringItemList: void { item*: string }
type UrlEncodeRequest: string { charset?: string }
type UrlDecodeRequest: UrlEncodeRequest
type FormatRequest: string { ? } | void { format: string locale: string data: void { ? } }
interface StringUtilsInterface {
RequestResponse:
  length( string )( int ),
  substring( SubStringRequest )( string ),
  indexOf( IndexOfRequest )( IndexOfResponse ),
  contains( ContainsRequest )( bool ),
  startsWith( StartsWithRequest )( bool ),
  endsWith( EndsWithRequest )( bool ),
  trim( string )( string ),
  toLowerCase( string )( string ),
  toUpperCase( string )( string ),
  leftPad( PadRequest )( string ),
  rightPad( PadRequest )( string ),
  join( JoinRequest )( string ),
  sort( StringItemList )( StringItemList ),
  split( SplitRequest )( SplitResult ),
  splitByLength( SplitByLengthRequest )( SplitResult ),
  match( MatchRequest )( MatchResult ),
  find( MatchRequest )( MatchResult ),
  replaceAll( ReplaceRequest )( string ),
  replaceFirst( ReplaceRequest )( string ),
  urlEncode( UrlEncodeRequest )( string ),
  urlDecode( UrlDecodeRequest )( string ),
  getRandomUUID( void )( string ),
  valueToPrettyString( undefined )( string )${operations.map((name) => `,\n  ${newer[name]}`).join('')}
}
`;
