/** What `--help` prints. */
export const help = `Runs a Jolie program.

  npm run --silent jolie -- [OPTION…] FILE [ARG…]
  npm run --silent jolie -- --check FILE
  npm run --silent jolie -- --conformance DIR

  --check            only check FILE
  --stats            add a line of JSON on standard error: gas, ms, peakBytes
  --gas N            gas that the program may use (2000000000)
  --ms N             milliseconds that it may take (60000)
  --memory BYTES     memory that it may hold (536870912)
  --seed TEXT        seed of its random numbers
  --now MS           where its time starts, in milliseconds since 1970
  --real-time        really wait where the program waits
  --service NAME     the service to run, when FILE has several
  --params FILE      JSON: the parameter of that service
  --tier TIER        how its code is made: hot (generated where that can be), or closures
  --conformance DIR  run every case in DIR; the last line is "N passed, M failed"
  --help             print this

Options stand before FILE. Exit status: 0 finished, 1 an unhandled fault (or a failed case, or a wrong option),
2 the program does not compile, 3 a limit was hit; a program that halts chooses its own.
`;
