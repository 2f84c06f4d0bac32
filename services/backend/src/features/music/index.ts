export * from './mpd-connection.port';
export { MpdMusicPlayer } from './mpd-music-player';
export type { MusicMemoryStore } from './music-memory-store';
export type { MusicPlayer, Played } from './music-player.port';
export { musicRoutes } from './music-routes';
