export const account = {
  account: {
    title: 'Account',
    profile: 'Profile',
    username: 'Username',
    email: 'E-mail address',
    memberSince: 'Customer since',
    timeZone: 'Time zone',
    timeZoneHelp: 'Times on every page are shown in this zone.',
    appearance: 'Appearance',
    themeHelp: 'Kept on this device.',
    saved: 'Your profile is saved',
    sessions: 'Sessions',
    sessionsText:
      'Where you are signed in. End what you do not recognise, then change your password.',
    changePassword: 'Mail me a link to change it',
    thisSession: 'This session',
    device: '{browser} on {system}',
    unknownDevice: 'Unknown device',
    lastSeen: 'Last seen',
    signedIn: 'Signed in',
    revoke: 'End session',
    revokeTitle: 'End this session?',
    revokeText: '{device} is signed out at once.',
    revoked: 'The session is ended',
    revokeFailed: 'The session is still open',
    linkPending:
      'Your account is being set up with our servers. This usually takes less than a minute.',
    linkConflict:
      'Your account could not be set up with our servers. Open a ticket and we put it right.',
    linkConflictAction: 'Open a ticket',
  },
} as const;
