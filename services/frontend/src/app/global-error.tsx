'use client';

import './globals.css';

/** The last resort, where not even the messages could be had: both languages, and no component of ours. */
export default function GlobalError() {
  return (
    <html lang="sv">
      <body className="grid min-h-dvh place-items-center bg-birch p-6 text-center font-sans text-ink">
        <title>Alice</title>
        <main>
          <p className="text-lg font-medium">Något gick fel. Ladda om sidan.</p>
          <p lang="en" className="mt-1 text-muted">
            Something went wrong. Reload the page.
          </p>
        </main>
      </body>
    </html>
  );
}
