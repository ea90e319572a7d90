// The last words of `npm test`: which tests did not run, and what they need.
export default class LeftOutReporter {
  onRunComplete(_, { numTotalTests }) {
    if (numTotalTests === 0) return;
    console.error(
      '\nLeft out: *.e2e.test.ts, which run the whole product and need Chromium (npm run test:e2e), *.int.test.ts,' +
        '\nwhich need the emulators of Firestore and Pub/Sub (npm run test:int), the checks of terraform/' +
        '\n(npm run test:terraform), and of what runs in containers (npm run test:containers).',
    );
  }
}
