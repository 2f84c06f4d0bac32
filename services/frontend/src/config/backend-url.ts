/** Where the server of the page finds the backend; undefined where it runs without one, as `next dev` alone does. */
export const backendUrl = (): string | undefined => process.env.BACKEND_URL;
