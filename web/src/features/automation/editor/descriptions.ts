type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What each operation of the library does, in a sentence, by package (its name with `_`) and operation. */
export const descriptions: Descriptions = {
  assertions: {
    equals: 'Throws AssertionError when what was found is not what was expected.',
  },
  console: {
    print: 'Prints the text; in a service it is the log of the run.',
    println: 'Prints the text and a line break; in a service it is the log of the run.',
    enableTimestamp: 'Puts the time before each line that is printed from now on.',
    readLine: 'Reads a line of input. A script of Parley has none.',
    registerForInput: 'Asks that lines of input be sent to this service. A script of Parley has none.',
    subscribeSessionListener: 'Asks for the lines of input of one session, by its token.',
    unsubscribeSessionListener: 'Ends what subscribeSessionListener began.',
  },
  converter: {
    rawToBase64: 'Writes bytes as Base64 text.',
    base64ToRaw: 'Reads Base64 text as bytes.',
    rawToString: 'Reads bytes as text, in the charset that is named.',
    stringToRaw: 'Writes text as bytes, in the charset that is named.',
  },
  html_utils: {
    unescapeHTML: 'Replaces entities of HTML, such as &amp;, by what they stand for.',
    escapeHTML: 'Replaces what means something in HTML by entities.',
  },
  ini_utils: {
    parseIniFile: 'Reads an ini file. A script of Parley has no files.',
  },
  json_utils: {
    getJsonString: 'Writes a tree as JSON text.',
    getJsonValue: 'Reads JSON text as a tree; a list is the child _.',
  },
  math: {
    abs: 'The number without its sign.',
    random: 'A number from 0 up to, but not, 1; in Parley the same for the same message.',
    pi: 'The number π.',
    round: 'Rounds to so many decimals; to a whole number unless said otherwise.',
    pow: 'The base to the power of the exponent.',
    summation: 'The sum of all whole numbers from one to another.',
  },
  message_digest: {
    md5: 'The MD5 digest of a text, as hexadecimal digits.',
  },
  mustache: {
    render: 'Fills a Mustache template with the values of a tree.',
  },
  queue_utils: {
    new_queue: 'Makes a queue of that name; false when there is one already.',
    delete_queue: 'Removes the queue of that name; false when there is none.',
    push: 'Puts an element at the end of a queue.',
    peek: 'The element at the front of a queue, which stays there.',
    poll: 'Takes the element at the front of a queue.',
    size: 'How many elements a queue has.',
  },
  reflection: {
    invoke: 'Calls an operation whose name is computed, on a port whose name is computed.',
    invokeRRUnsafe: 'Calls a request-response operation by its name, whatever the types of its messages.',
  },
  runtime: {
    getLocalLocation: 'Where this service can be reached by the others of the program.',
    loadEmbeddedService: 'Starts another service from a source, and says where it is.',
    setOutputPort: 'Makes an output port, or has one lead elsewhere.',
    getOutputPort: 'Where an output port leads.',
    getOutputPorts: 'All output ports, and where they lead.',
    removeOutputPort: 'Removes an output port.',
    getIncludePaths: 'The folders in which included files are looked for. Here there are none.',
    getenv: 'A variable of the environment. Here there are none.',
    getProperty: 'A property that the program has set.',
    getProperties: 'All properties that the program has set.',
    setProperty: 'Sets a property, for this run.',
    clearProperty: 'Removes a property.',
    getVersion: 'The version of the language.',
    getProcessId: 'The number of the process. Here it is always the same.',
    stats: 'What the run has used.',
    halt: 'Ends the run at once.',
    callExit: 'Ends the run with an exit status.',
  },
  scheduler: {
    deleteCronJob: 'Takes a job off the schedule.',
    setCronJob: 'Has a job run by a schedule, within the time of the run.',
    setCallbackOperation: 'Names the operation that is called when a job is due.',
  },
  security_utils: {
    secureRandom: 'Random bytes. In a script they come from the message: not for secrets.',
    createSecureToken: 'A random text. In a script it comes from the message: not for secrets.',
  },
  semaphore_utils: {
    release: 'Gives permits back to a semaphore.',
    acquire: 'Takes permits of a semaphore, and waits until there are enough.',
  },
  string_utils: {
    length: 'How many characters a text has.',
    substring: 'The part of a text from begin up to, but not, end.',
    indexOf: 'Where a word begins in a text, from 0; -1 when it is not there.',
    contains: 'Whether the text has this part.',
    startsWith: 'Whether the text begins with the prefix.',
    endsWith: 'Whether the text ends with the suffix.',
    trim: 'The text without white space at both ends.',
    toLowerCase: 'The text in small letters.',
    toUpperCase: 'The text in capitals.',
    leftPad: 'Fills a text up at the left to a length.',
    rightPad: 'Fills a text up at the right to a length.',
    join: 'Puts the pieces together, with a delimiter between them.',
    sort: 'The texts in alphabetical order.',
    split: 'Cuts a text where the regular expression matches; the pieces are in result.',
    splitByLength: 'Cuts a text into pieces of a length; they are in result.',
    match: 'Whether the whole text matches a regular expression; what its groups matched is in group.',
    find: 'Looks for the first part that matches a regular expression; its groups are in group.',
    findAll: 'Looks for all parts that match a regular expression.',
    replaceAll: 'Replaces all that matches a regular expression; $1 stands for the first group.',
    replaceFirst: 'Replaces the first part that matches a regular expression.',
    urlEncode: 'Writes a text so that it can stand in the address of a page.',
    urlDecode: 'Reads what urlEncode wrote.',
    getRandomUUID: 'A random name that no other has; in Parley the same for the same message.',
    valueToPrettyString: 'A tree as text, a node on each line: good for the log.',
    fmt: 'Fills values into a pattern.',
  },
  time: {
    setNextTimeout: 'Calls an operation of this service after some milliseconds.',
    stopNextTimeout: 'Cancels what setNextTimeout began.',
    sleep: 'Waits so many milliseconds; in Parley that takes no real time.',
    scheduleTimeout:
      'Calls an operation of this service after some time; answers with a number to cancel it by.',
    cancelTimeout: 'Cancels what scheduleTimeout began.',
    getCurrentTimeMillis: 'Milliseconds since 1970, UTC; in Parley when the message was sent.',
    getCurrentDateTime: 'The date and time as text, in a format, UTC.',
    getCurrentDateValues: 'Day, month and year of today, UTC.',
    getDateTime: 'Milliseconds since 1970 as text and as day, month, year, hour, minute and second.',
    getDateValues: 'Reads a date: its day, month and year.',
    getDateTimeValues: 'Reads a date and time: all its parts.',
    getTimeValues: 'Reads a time of day: hour, minute and second.',
    getDateDiff: 'How many days lie between two dates.',
    getTimeDiff: 'How many milliseconds lie between two times of day.',
    getTimeFromMilliSeconds: 'Milliseconds as hours, minutes and seconds.',
    getTimestampFromString: 'Reads a date and time as milliseconds since 1970.',
  },
  trees: {
    getHashMap: 'The leaves of a tree by their paths.',
  },
  uri_templates: {
    match: 'Whether an address fits a template; the values of its variables are below the answer.',
    expand: 'Fills values into the template of an address.',
  },
  values: {
    equals: 'Whether two trees are the same.',
    hashCode: 'A number made of a tree: the same for the same tree.',
  },
  vectors: {
    equals: 'Whether two vectors have the same items.',
    insert: 'The vector with an item put in at an index.',
    slice: 'The items from one index up to, but not, another.',
    add: 'The vector with an item at its end.',
    concat: 'The items of one vector, then those of another.',
  },
  xml_utils: {
    valueToXml: 'Writes a tree as XML text.',
    xmlToValue: 'Reads XML text as a tree; attributes are below @Attributes.',
  },
};

/** What an operation does; empty where nothing is written about it. */
export const descriptionOf = (packageName: string, operation: string): string =>
  descriptions[packageName.replaceAll('-', '_')]?.[operation] ?? '';
