import type { ComposeStack } from '../../packages/test-stack/src';

export default async function stopStack(): Promise<void> {
  await (globalThis as { aliceTestStack?: ComposeStack }).aliceTestStack?.down();
}
