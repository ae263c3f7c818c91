/** Fails unless two values are the same to the last part. */
export function equal(actual, expected) {
  const [is, wanted] = [actual, expected].map((value) => JSON.stringify(value, null, 1));
  if (is !== wanted) {
    throw new Error(`expected ${wanted} but was ${is}`);
  }
}
