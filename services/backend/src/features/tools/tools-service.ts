import {
  toolArgumentSchemas,
  toolErrorCodes,
  toolNames,
  type Locale,
  type MusicState,
  type ToolArguments,
  type ToolCall,
  type ToolDescription,
  type ToolErrorCode,
  type ToolName,
} from '@alice/contracts';
import { ToolFailure } from '@alice/errors';
import { z } from 'zod';
import { translate, type MessageKey } from '../../messages/translate';
import type { MusicPlayer, Played } from '../music';
import { toolDescriptions } from './tool-descriptions';

/** What a tool did, as data and as the key and values of the sentence that tells it. */
interface Outcome {
  result: Record<string, unknown>;
  key: MessageKey;
  values?: Record<string, string | number>;
}

/** What played before the tool ran; nothing of it where the player does not say. */
type Before = () => Promise<Partial<MusicState>>;

type Runner<N extends ToolName> = (
  args: ToolArguments[N],
  player: MusicPlayer,
  before: Before,
) => Promise<Outcome>;

/** Results say what was before, so that a person can take a command back. */
const runners: { [N in ToolName]: Runner<N> } = {
  PLAY: async (args, player, before) => {
    const { state: previousState } = Object.keys(args).length === 0 ? await before() : {};
    return told(await player.play(args), previousState);
  },
  PAUSE: async (_args, player, before) => {
    const { state: previousState } = await before();
    return done(player.pause(), 'tool.PAUSE', { previousState });
  },
  STOP: async (_args, player) => done(player.stop(), 'tool.STOP'),
  NEXT: async (_args, player) => {
    const playing = await player.next();
    return { result: { playing }, key: playing ? 'tool.NEXT' : 'tool.NEXT.end' };
  },
  PREV: async (_args, player) => done(player.previous(), 'tool.PREV'),
  SET_VOLUME: async (args, player, before) => {
    const { volume: previousVolume, muted: previousMuted } = await before();
    const volume = await player.setVolume(args);
    const result = { volume, previousVolume, previousMuted };
    return { result, key: 'tool.SET_VOLUME', values: { volume } };
  },
  MUTE: async (_args, player, before) => {
    const { volume: previousVolume, muted: previousMuted } = await before();
    return done(player.mute(), 'tool.MUTE', { previousVolume, previousMuted });
  },
  UNMUTE: async (_args, player, before) => {
    const { muted: previousMuted } = await before();
    const volume = await player.unmute();
    return { result: { volume, previousMuted }, key: 'tool.UNMUTE', values: { volume } };
  },
  SHUFFLE: async ({ enabled }, player, before) => {
    const { shuffle: previousEnabled } = await before();
    const key = enabled ? 'tool.SHUFFLE.on' : 'tool.SHUFFLE.off';
    return done(player.shuffle(enabled), key, { previousEnabled });
  },
  REPEAT: async ({ mode }, player, before) => {
    const { repeat: previousMode } = await before();
    return done(player.repeat(mode), `tool.REPEAT.${mode}`, { previousMode });
  },
  LIKE: async (_args, player, before) => titled(await before(), await player.like(true), 'tool.LIKE'),
  UNLIKE: async (_args, player, before) => titled(await before(), await player.like(false), 'tool.UNLIKE'),
};

async function done(work: Promise<void>, key: MessageKey, result: Outcome['result'] = {}): Promise<Outcome> {
  await work;
  return { result, key };
}

/** The track may have ended meanwhile: what is known of another one says nothing of this. */
function titled({ track, liked }: Partial<MusicState>, title: string, key: MessageKey): Outcome {
  const known = track?.title === title ? { uri: track.uri, previousLiked: liked } : {};
  return { result: { title, ...known }, key, values: { title } };
}

function told(played: Played, previousState: MusicState['state'] | undefined): Outcome {
  const { kind, what, artist, count } = played;
  const key = kind === 'track' && !artist ? 'tool.PLAY.title' : (`tool.PLAY.${kind}` as const);
  const result = { ...played, ...(kind === 'resumed' ? { previousState } : {}) };
  return { result, key, values: { what, title: what, artist: artist ?? '', count } };
}

/** A finished call and the sentence that tells the person what came of it. */
export interface Executed {
  call: ToolCall;
  sentence: string;
}

export interface ToolsOptions {
  /** False switches every tool off. */
  useTools: boolean;
  enabledTools: readonly ToolName[];
  /** Told of every call, for the log and the metrics. */
  onCall?: (call: ToolCall) => void;
}

/** The one registry of what Alice can do: for the router, the language model and the page alike. */
export class ToolsService {
  private readonly enabled: ReadonlySet<string>;
  /** Made once: a schema takes longer to write down than a tool to run. */
  private readonly descriptions: readonly ToolDescription[];

  constructor(
    private readonly player: MusicPlayer,
    private readonly options: ToolsOptions,
  ) {
    this.enabled = new Set(options.useTools ? options.enabledTools : []);
    this.descriptions = toolNames.map((name) => ({
      name,
      description: toolDescriptions[name],
      parameters: parametersOf(name),
      enabled: this.enabled.has(name),
    }));
  }

  describe(): readonly ToolDescription[] {
    return this.descriptions;
  }

  /**
   * Runs a tool; what it may do is decided here, whatever the caller believes. Never throws for a reason that the
   * person can understand: such a call comes back with `executed: false` and its error.
   */
  async execute(
    name: ToolName,
    args: Record<string, unknown>,
    source: ToolCall['source'],
    locale: Locale,
  ): Promise<Executed> {
    const started = performance.now();
    const about = () => ({
      name,
      args,
      source,
      latency_ms: Math.round((performance.now() - started) * 10) / 10,
    });
    let executed: Executed;
    try {
      const { result, key, values } = await this.run(name, args);
      executed = { call: { ...about(), executed: true, result }, sentence: translate(locale, key, values) };
    } catch (error) {
      if (!(error instanceof ToolFailure) || !isToolErrorCode(error.code)) throw error;
      const unnamed = error.code === 'nothing_found' && !error.values.what;
      const message = translate(
        locale,
        unnamed ? 'error.nothing_found.any' : `error.${error.code}`,
        error.values,
      );
      executed = {
        call: { ...about(), executed: false, error: { code: error.code, message } },
        sentence: message,
      };
    }
    this.options.onCall?.(executed.call);
    return executed;
  }

  private async run(name: ToolName, args: Record<string, unknown>): Promise<Outcome> {
    if (!this.enabled.has(name)) throw new ToolFailure('tool_disabled');
    const parsed = toolArgumentSchemas[name].safeParse(args);
    if (!parsed.success) throw new ToolFailure('invalid_arguments', {}, { cause: parsed.error });
    return (runners[name] as Runner<ToolName>)(parsed.data, this.player, () => this.before());
  }

  /** A player that does not answer is told by the tool itself, a moment later. */
  private async before(): Promise<Partial<MusicState>> {
    try {
      return await this.player.state();
    } catch {
      return {};
    }
  }
}

const isToolErrorCode = (code: string): code is ToolErrorCode =>
  (toolErrorCodes as readonly string[]).includes(code);

function parametersOf(name: ToolName): Record<string, unknown> {
  const schema: Record<string, unknown> = { ...z.toJSONSchema(toolArgumentSchemas[name]) };
  delete schema.$schema;
  return schema;
}
