import { join } from 'node:path';

/** Where models lie: beside the code, in the sources and in the image alike. */
export const modelDirectory = join(__dirname, '../../model');

/** The model of MASSIVE's intents and slots, trained without MASSIVE's dev part. */
export const modelFile = join(modelDirectory, 'massive.model');

/** What `train -- --with-dev` makes, by the dev part too; it is not committed. */
export const modelFileWithDev = join(__dirname, '../../model-with-dev/massive.model');

/** The model of media commands. */
export const commandModelFile = join(modelDirectory, 'commands.model');
