import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** A headless Chromium of the system that talks to nobody but the pages it is sent to. */
export function launchChromium(moreArgs: string[] = []): Promise<Browser> {
  return chromium.launch(chromiumOptions(moreArgs));
}

export function chromiumOptions(moreArgs: string[] = []): LaunchOptions {
  return {
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    // In the locale C, Chromium calls every file that has an å in its name "download".
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...moreArgs,
    ],
  };
}
