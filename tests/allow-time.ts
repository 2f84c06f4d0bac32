/** What one test against containers may take on a busy machine; a time that a test is about is said in the test. */
jest.setTimeout(60_000);
