/** The playground's own bot; the token is a token only here. */
export const playgroundBot = {
  token: '1000000001:playground-token-that-works-only-on-this-machine',
  username: 'hamyar_playground_bot',
  name: 'همیار دانشجو',
};
