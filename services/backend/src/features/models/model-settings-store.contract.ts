import type { ModelSettingsStore } from './model-settings-store';

/** What every store of the models' settings keeps. `open` gives an empty one. */
export function modelSettingsStoreContract(open: () => Promise<ModelSettingsStore>): void {
  it('keeps the choices, each for itself', async () => {
    const store = await open();
    expect(await store.read()).toEqual({});
    await store.write({ model: 'qwen3:4b' });
    expect(await store.read()).toEqual({ model: 'qwen3:4b' });
    await store.write({ effort: 'high' });
    await store.write({ model: 'hf.co/owner/model:Q4_K_M' });
    await store.write({});
    expect(await store.read()).toEqual({ model: 'hf.co/owner/model:Q4_K_M', effort: 'high' });
    await store.write({ model: 'gpt-oss:20b', effort: 'medium' });
    expect(await store.read()).toEqual({ model: 'gpt-oss:20b', effort: 'medium' });
  });
}
