export { NowPlaying } from './now-playing';
