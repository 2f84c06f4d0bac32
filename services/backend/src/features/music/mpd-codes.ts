/** MPD's codes for why it refuses (`ACK`). */
/** Also of a place in the queue that there is not. */
export const BAD_ARGUMENT = 2;
export const NO_SUCH_OBJECT = 50;
export const NOT_PLAYING = 55;

/** The value of the sticker `like` that other MPD clients use for a favourite (0 hate, 1 neutral, 2 like). */
export const LIKED = '2';
