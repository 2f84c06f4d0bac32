export * from './base-image';
export * from './build-image';
export * from './compose-stack';
export * from './docker';
export * from './free-ports';
export * from './start-music';
export * from './start-postgres';
export * from './wait-until';
