export { MusicSettings } from './music-settings';
export { MusicSetup } from './music-setup';
export { NowPlaying } from './now-playing';
