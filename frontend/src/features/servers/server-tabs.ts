/** The sections of a server's page, as they stand in the URL. */
export const SERVER_TABS = ['overview', 'network', 'activity'] as const;

export type ServerTab = (typeof SERVER_TABS)[number];
