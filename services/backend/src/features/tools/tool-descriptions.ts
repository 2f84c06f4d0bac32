import type { ToolName } from '@alice/contracts';

/** What each tool does, in the words that a language model is given. */
export const toolDescriptions: Record<ToolName, string> = {
  PLAY: 'Play music: by track, artist, album, playlist, genre, the favourites (liked), or query where it is not clear what the words name. Without arguments: go on, or play anything.',
  PAUSE: 'Pause the music.',
  STOP: 'Stop the music.',
  NEXT: 'Skip to the next track.',
  PREV: 'Go back to the previous track.',
  SET_VOLUME: 'Set the volume to a level (0–100 percent), or change it by a delta (−100–100).',
  MUTE: 'Turn the sound off.',
  UNMUTE: 'Turn the sound back on.',
  SHUFFLE: 'Play the tracks in random order (enabled: true) or in order (false).',
  REPEAT: 'Repeat nothing (off), the playing track (one) or all tracks (all).',
  LIKE: 'Mark the playing track as a favourite.',
  UNLIKE: 'Take the playing track out of the favourites.',
};
