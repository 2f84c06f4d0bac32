import {
  toolArgumentSchemas,
  toolErrorCodes,
  toolNames,
  type Locale,
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

type Runner<N extends ToolName> = (args: ToolArguments[N], player: MusicPlayer) => Promise<Outcome>;

const runners: { [N in ToolName]: Runner<N> } = {
  PLAY: async (args, player) => told(await player.play(args)),
  PAUSE: async (_args, player) => done(player.pause(), 'tool.PAUSE'),
  STOP: async (_args, player) => done(player.stop(), 'tool.STOP'),
  NEXT: async (_args, player) => {
    const playing = await player.next();
    return { result: { playing }, key: playing ? 'tool.NEXT' : 'tool.NEXT.end' };
  },
  PREV: async (_args, player) => done(player.previous(), 'tool.PREV'),
  SET_VOLUME: async (args, player) => {
    const volume = await player.setVolume(args);
    return { result: { volume }, key: 'tool.SET_VOLUME', values: { volume } };
  },
  MUTE: async (_args, player) => done(player.mute(), 'tool.MUTE'),
  UNMUTE: async (_args, player) => {
    const volume = await player.unmute();
    return { result: { volume }, key: 'tool.UNMUTE', values: { volume } };
  },
  SHUFFLE: async ({ enabled }, player) =>
    done(player.shuffle(enabled), enabled ? 'tool.SHUFFLE.on' : 'tool.SHUFFLE.off'),
  REPEAT: async ({ mode }, player) => done(player.repeat(mode), `tool.REPEAT.${mode}`),
  LIKE: async (_args, player) => titled(await player.like(true), 'tool.LIKE'),
  UNLIKE: async (_args, player) => titled(await player.like(false), 'tool.UNLIKE'),
};

async function done(work: Promise<void>, key: MessageKey): Promise<Outcome> {
  await work;
  return { result: {}, key };
}

const titled = (title: string, key: MessageKey): Outcome => ({ result: { title }, key, values: { title } });

function told(played: Played): Outcome {
  const { kind, what, artist, count } = played;
  const key = kind === 'track' && !artist ? 'tool.PLAY.title' : (`tool.PLAY.${kind}` as const);
  return { result: { ...played }, key, values: { what, title: what, artist: artist ?? '', count } };
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
    return (runners[name] as Runner<ToolName>)(parsed.data, this.player);
  }
}

const isToolErrorCode = (code: string): code is ToolErrorCode =>
  (toolErrorCodes as readonly string[]).includes(code);

function parametersOf(name: ToolName): Record<string, unknown> {
  const schema: Record<string, unknown> = { ...z.toJSONSchema(toolArgumentSchemas[name]) };
  delete schema.$schema;
  return schema;
}
