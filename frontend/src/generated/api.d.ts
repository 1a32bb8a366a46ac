/* Made from docs/api/openapi.json by `npm run generate`. Do not edit. */
export interface paths {
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am */
        get: operations["ApiV1AccountGetAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my name or time zone */
        patch: operations["ApiV1AccountUpdateAccount"];
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["ApiV1AccountSessionsListSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out somewhere */
        delete: operations["ApiV1AccountSessionsSessionIdEndSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Background jobs by state
         * @description Needs `jobs.read`.
         */
        get: operations["ApiV1AdminJobsListJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a dead job again
         * @description Needs `jobs.retry`.
         */
        post: operations["ApiV1AdminJobsJobIdRetryRetryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List everybody's tickets; the total stops at 10,000
         * @description Needs `tickets.read`.
         */
        get: operations["ApiV1AdminTicketsListTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets/{ticket_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read anybody's ticket
         * @description Needs `tickets.read`.
         */
        get: operations["ApiV1AdminTicketsTicketIdReadTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets/{ticket_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close anybody's ticket
         * @description Needs `tickets.answer`.
         */
        post: operations["ApiV1AdminTicketsTicketIdCloseCloseTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets/{ticket_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the customer
         * @description Needs `tickets.answer`.
         */
        post: operations["ApiV1AdminTicketsTicketIdMessagesAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tickets/{ticket_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen anybody's ticket
         * @description Needs `tickets.answer`.
         */
        post: operations["ApiV1AdminTicketsTicketIdReopenReopenTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody, newest first; the total stops at 10,000
         * @description Needs `users.read`.
         */
        get: operations["ApiV1AdminUsersListUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a reset link */
        post: operations["ApiV1AuthForgotPasswordForgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["ApiV1AuthLoginLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["ApiV1AuthLogoutLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an account */
        post: operations["ApiV1AuthRegisterRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the link again */
        post: operations["ApiV1AuthResendVerificationResendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password */
        post: operations["ApiV1AuthResetPasswordResetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an address */
        post: operations["ApiV1AuthVerifyEmailVerifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes, live
         * @description Server-sent events: `ready` as the first one; `server`, `ticket` and `account` with the id of what changed; `refresh` when something may have been missed; `session-ended` as the last one.
         */
        get: operations["ApiV1EventsEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My dashboard, in one request */
        get: operations["ApiV1OverviewReadOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your servers */
        get: operations["ApiV1ServersListServers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{server_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a server */
        get: operations["ApiV1ServersServerIdReadServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{server_id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was done to a server */
        get: operations["ApiV1ServersServerIdActivityListActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{server_id}/power/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start, stop or restart a server */
        post: operations["ApiV1ServersServerIdPowerActionChangePower"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ticket-departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where a new ticket may go */
        get: operations["ApiV1TicketDepartmentsListDepartments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your tickets */
        get: operations["ApiV1TicketsListTickets"];
        put?: never;
        /** Ask for help */
        post: operations["ApiV1TicketsOpenTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{ticket_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a ticket and everything said in it */
        get: operations["ApiV1TicketsTicketIdReadTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{ticket_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a ticket */
        post: operations["ApiV1TicketsTicketIdCloseCloseTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{ticket_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reply */
        post: operations["ApiV1TicketsTicketIdMessagesReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{ticket_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopen a closed ticket */
        post: operations["ApiV1TicketsTicketIdReopenReopenTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/virtfusion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a webhook of VirtFusion */
        post: operations["ApiV1WebhooksVirtfusionTakeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How we are, from checks that ran seconds ago */
        get: operations["HealthHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers at all */
        get: operations["HealthLiveLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether to send traffic here: 503 while the database is away */
        get: operations["HealthReadyReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Account */
        Account: {
            /** Format: date-time */
            createdAt: string;
            email: string;
            id: number;
            isVerified: boolean;
            permissions: string[];
            role: string;
            timezone: string;
            username: string;
            virtfusion: components["schemas"]["VirtFusionAccount"];
        };
        /** ActivityView */
        ActivityView: {
            action: string;
            actor: string;
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
            id: number;
            reason: string | null;
            serverId: number;
            serverName: string;
            state: string;
        };
        /** Author */
        Author: {
            /** @enum {string} */
            kind: "customer" | "staff";
            name: string;
        };
        /** AwaitedTicket */
        AwaitedTicket: {
            id: number;
            subject: string;
        };
        /** Cpu */
        Cpu: {
            system: number;
            user: number;
        };
        /** Customer */
        Customer: {
            email: string;
            id: number;
            username: string;
        };
        /** CustomerTicketDetail */
        CustomerTicketDetail: {
            /** Format: date-time */
            createdAt: string;
            customer: components["schemas"]["Customer"];
            department: components["schemas"]["Named"];
            id: number;
            /** Format: date-time */
            lastMessageAt: string;
            /** @enum {string} */
            lastMessageBy: "customer" | "staff";
            messages: components["schemas"]["MessageView"][];
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "urgent";
            server: components["schemas"]["Named"] | null;
            /** @enum {string} */
            status: "open" | "answered" | "closed";
            subject: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** CustomerTicketView */
        CustomerTicketView: {
            /** Format: date-time */
            createdAt: string;
            customer: components["schemas"]["Customer"];
            department: components["schemas"]["Named"];
            id: number;
            /** Format: date-time */
            lastMessageAt: string;
            /** @enum {string} */
            lastMessageBy: "customer" | "staff";
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "urgent";
            server: components["schemas"]["Named"] | null;
            /** @enum {string} */
            status: "open" | "answered" | "closed";
            subject: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** Data[Account] */
        DataOfAccount: {
            data: components["schemas"]["Account"];
            message?: string | null;
        };
        /** Data[CustomerTicketDetail] */
        DataOfCustomerTicketDetail: {
            data: components["schemas"]["CustomerTicketDetail"];
            message?: string | null;
        };
        /** Data[CustomerTicketView] */
        DataOfCustomerTicketView: {
            data: components["schemas"]["CustomerTicketView"];
            message?: string | null;
        };
        /** Data[EmailAnswer] */
        DataOfEmailAnswer: {
            data: components["schemas"]["EmailAnswer"];
            message?: string | null;
        };
        /** Data[JobView] */
        DataOfJobView: {
            data: components["schemas"]["JobView"];
            message?: string | null;
        };
        /** Data[MessageView] */
        DataOfMessageView: {
            data: components["schemas"]["MessageView"];
            message?: string | null;
        };
        /** Data[NoneType] */
        DataOfNoneType: {
            data: null;
            message?: string | null;
        };
        /** Data[OverviewView] */
        DataOfOverviewView: {
            data: components["schemas"]["OverviewView"];
            message?: string | null;
        };
        /** Data[Receipt] */
        DataOfReceipt: {
            data: components["schemas"]["Receipt"];
            message?: string | null;
        };
        /** Data[Server] */
        DataOfServer: {
            data: components["schemas"]["Server"];
            message?: string | null;
        };
        /** Data[ServerDetail] */
        DataOfServerDetail: {
            data: components["schemas"]["ServerDetail"];
            message?: string | null;
        };
        /** Data[TicketDetail] */
        DataOfTicketDetail: {
            data: components["schemas"]["TicketDetail"];
            message?: string | null;
        };
        /** Data[TicketView] */
        DataOfTicketView: {
            data: components["schemas"]["TicketView"];
            message?: string | null;
        };
        /** Data[VerifiedEmail] */
        DataOfVerifiedEmail: {
            data: components["schemas"]["VerifiedEmail"];
            message?: string | null;
        };
        /** Data[list[Named]] */
        DataOflist_Named: {
            data: components["schemas"]["Named"][];
            message?: string | null;
        };
        /** Data[list[SessionView]] */
        DataOflist_SessionView: {
            data: components["schemas"]["SessionView"][];
            message?: string | null;
        };
        /** EmailAnswer */
        EmailAnswer: {
            email: string;
        };
        /** EmailOnly */
        EmailOnly: {
            email: string;
        };
        /**
         * @example {
         *       "error": {
         *         "code": "invalid",
         *         "details": {
         *           "fields": {
         *             "subject": "Use at most 200 characters."
         *           }
         *         },
         *         "message": "Some fields need your attention."
         *       }
         *     }
         */
        Error: {
            error: {
                /** @description Stable, for programs. */
                code: string;
                /** @description Typed by the code; `fields` maps a field to what is wrong with it. */
                details?: {
                    fields?: {
                        [key: string]: string;
                    };
                    reference?: string;
                    retryAfterSeconds?: number;
                };
                /** @description A sentence for people. */
                message: string;
            };
        };
        /** Health */
        Health: {
            cpu: components["schemas"]["Cpu"];
            database: string;
            memory: components["schemas"]["Memory"];
            message: string;
            timestamp: number;
            uptime: number;
            virtfusion: string;
        };
        /** Interface */
        Interface: {
            ipv4: components["schemas"]["Ipv4"][];
            ipv6: components["schemas"]["Ipv6"][];
            mac: string | null;
            name: string;
        };
        /** Ipv4 */
        Ipv4: {
            address: string;
            gateway: string | null;
            netmask: string | null;
            rdns: string | null;
        };
        /** Ipv6 */
        Ipv6: {
            cidr: number | null;
            gateway: string | null;
            subnet: string;
        };
        /** JobView */
        JobView: {
            arguments: {
                [key: string]: unknown;
            };
            attempts: number;
            id: number;
            lastEventAt: string | null;
            name: string;
            queue: string;
            scheduledAt: string | null;
            /** @enum {string} */
            state: "waiting" | "working" | "dead";
        };
        /** Listed[CustomerTicketView] */
        ListedOfCustomerTicketView: {
            data: components["schemas"]["CustomerTicketView"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** Listed[JobView] */
        ListedOfJobView: {
            data: components["schemas"]["JobView"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** Listed[Server] */
        ListedOfServer: {
            data: components["schemas"]["Server"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** Listed[ServerOperation] */
        ListedOfServerOperation: {
            data: components["schemas"]["ServerOperation"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** Listed[TicketView] */
        ListedOfTicketView: {
            data: components["schemas"]["TicketView"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** Listed[UserView] */
        ListedOfUserView: {
            data: components["schemas"]["UserView"][];
            pagination: components["schemas"]["Pagination"];
        };
        /** Location */
        Location: {
            country: string | null;
            name: string;
        };
        /** Memory */
        Memory: {
            rss: number;
        };
        /** MessageView */
        MessageView: {
            author: components["schemas"]["Author"];
            body: string;
            /** Format: date-time */
            createdAt: string;
            html: string;
            id: number;
        };
        /** Named */
        Named: {
            id: number;
            name: string;
        };
        /** OpenTicket */
        OpenTicket: {
            departmentId: number;
            message: string;
            /**
             * @default medium
             * @enum {string}
             */
            priority: "low" | "medium" | "high" | "urgent";
            serverId?: number | null;
            subject: string;
        };
        /** OverviewView */
        OverviewView: {
            activity: components["schemas"]["ActivityView"][];
            awaitingReply: components["schemas"]["AwaitedTicket"][];
            serverCounts: components["schemas"]["ServerCountsView"];
            servers: components["schemas"]["Server"][];
            tickets: components["schemas"]["TicketCountsView"];
            virtfusion: components["schemas"]["PanelState"];
        };
        /** Pagination */
        Pagination: {
            currentPage: number;
            itemsPerPage: number;
            totalItems: number;
            totalPages: number;
        };
        /** PanelState */
        PanelState: {
            isReachable: boolean;
        };
        /** Readiness */
        Readiness: {
            database: string;
            ready: boolean;
            virtfusion: string;
        };
        /** Receipt */
        Receipt: {
            isNew: boolean;
        };
        /** Register */
        Register: {
            acceptTerms: boolean;
            email: string;
            password: string;
            username: string;
        };
        /** ResetPassword */
        ResetPassword: {
            password: string;
            token: string;
        };
        /** Server */
        Server: {
            address: string | null;
            addressV6: string | null;
            /** Format: date-time */
            createdAt: string;
            hostname: string | null;
            id: number;
            location: components["schemas"]["Location"] | null;
            name: string;
            plan: components["schemas"]["ServerPlan"];
            refreshedAt: string | null;
            /** @enum {string} */
            status: "running" | "off" | "paused" | "provisioning" | "failed" | "suspended" | "unknown";
            task: components["schemas"]["Task"] | null;
            template: string | null;
            /** Format: uuid */
            uuid: string;
        };
        /** ServerCountsView */
        ServerCountsView: {
            running: number;
            total: number;
        };
        /** ServerDetail */
        ServerDetail: {
            address: string | null;
            addressV6: string | null;
            /** Format: date-time */
            createdAt: string;
            hostname: string | null;
            id: number;
            interfaces: components["schemas"]["Interface"][];
            isInMaintenance: boolean;
            isStale: boolean;
            location: components["schemas"]["Location"] | null;
            name: string;
            plan: components["schemas"]["ServerPlan"];
            refreshedAt: string | null;
            /** @enum {string} */
            status: "running" | "off" | "paused" | "provisioning" | "failed" | "suspended" | "unknown";
            task: components["schemas"]["Task"] | null;
            template: string | null;
            traffic: components["schemas"]["Traffic"] | null;
            /** Format: uuid */
            uuid: string;
        };
        /** ServerOperation */
        ServerOperation: {
            /** @enum {string} */
            action: "boot" | "shutdown" | "restart" | "poweroff";
            /** @enum {string} */
            actor: "you" | "staff" | "system";
            /** Format: date-time */
            createdAt: string;
            finishedAt: string | null;
            id: number;
            progress: number;
            reason: string | null;
            /** @enum {string} */
            state: "requested" | "running" | "succeeded" | "failed" | "unknown";
        };
        /** ServerPlan */
        ServerPlan: {
            cpuCores: number;
            diskGb: number;
            memoryMb: number;
            name: string | null;
            trafficGb: number;
        };
        /** SessionView */
        SessionView: {
            address: string | null;
            /** Format: date-time */
            createdAt: string;
            id: number;
            isCurrent: boolean;
            /** Format: date-time */
            lastSeenAt: string;
            userAgent: string;
        };
        /** SignIn */
        SignIn: {
            login: string;
            password: string;
        };
        /** Task */
        Task: {
            /** @enum {string} */
            action: "boot" | "shutdown" | "restart" | "poweroff" | "build" | "other";
            progress: number | null;
            startedAt: string | null;
        };
        /** TicketCountsView */
        TicketCountsView: {
            answered: number;
            open: number;
        };
        /** TicketDetail */
        TicketDetail: {
            /** Format: date-time */
            createdAt: string;
            department: components["schemas"]["Named"];
            id: number;
            /** Format: date-time */
            lastMessageAt: string;
            /** @enum {string} */
            lastMessageBy: "customer" | "staff";
            messages: components["schemas"]["MessageView"][];
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "urgent";
            server: components["schemas"]["Named"] | null;
            /** @enum {string} */
            status: "open" | "answered" | "closed";
            subject: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** TicketView */
        TicketView: {
            /** Format: date-time */
            createdAt: string;
            department: components["schemas"]["Named"];
            id: number;
            /** Format: date-time */
            lastMessageAt: string;
            /** @enum {string} */
            lastMessageBy: "customer" | "staff";
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "urgent";
            server: components["schemas"]["Named"] | null;
            /** @enum {string} */
            status: "open" | "answered" | "closed";
            subject: string;
            /** Format: date-time */
            updatedAt: string;
        };
        /** Traffic */
        Traffic: {
            endsAt: string | null;
            limitGb: number;
            startsAt: string | null;
            usedBytes: number | null;
        };
        /** UpdateProfile */
        UpdateProfile: {
            timezone?: string | null;
            username?: string | null;
        };
        /** UserView */
        UserView: {
            /** Format: date-time */
            createdAt: string;
            email: string;
            id: number;
            isSuspended: boolean;
            isVerified: boolean;
            role: string;
            username: string;
            virtfusionState: string;
        };
        /** VerifiedEmail */
        VerifiedEmail: {
            email: string;
            hasPassword: boolean;
        };
        /** VerifyEmail */
        VerifyEmail: {
            token: string;
        };
        /** VirtFusionAccount */
        VirtFusionAccount: {
            /** @example linked */
            state: string;
        };
        /** WriteMessage */
        WriteMessage: {
            message: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ApiV1AccountGetAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-02T08:15:00Z",
                     *         "email": "mira@kask.example",
                     *         "id": 2,
                     *         "isVerified": true,
                     *         "permissions": [],
                     *         "role": "customer",
                     *         "timezone": "Europe/Tallinn",
                     *         "username": "mira",
                     *         "virtfusion": {
                     *           "state": "linked"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfAccount"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AccountUpdateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "timezone": "Europe/Tallinn"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateProfile"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-02T08:15:00Z",
                     *         "email": "mira@kask.example",
                     *         "id": 2,
                     *         "isVerified": true,
                     *         "permissions": [],
                     *         "role": "customer",
                     *         "timezone": "Europe/Tallinn",
                     *         "username": "mira",
                     *         "virtfusion": {
                     *           "state": "linked"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfAccount"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AccountSessionsListSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "address": "198.51.100.7",
                     *           "createdAt": "2026-03-09T08:00:00Z",
                     *           "id": 3,
                     *           "isCurrent": true,
                     *           "lastSeenAt": "2026-03-09T12:00:00Z",
                     *           "userAgent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DataOflist_SessionView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AccountSessionsSessionIdEndSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `session_not_found`: This session has already ended.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminJobsListJobs: {
        parameters: {
            query?: {
                /** @description Default: those that died */
                state?: "waiting" | "working" | "dead";
                /** @description From 1 */
                page?: number;
                perPage?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "arguments": {
                     *             "user_id": 2
                     *           },
                     *           "attempts": 12,
                     *           "id": 90,
                     *           "lastEventAt": "2026-03-09T12:30:00Z",
                     *           "name": "notifications.send_verification",
                     *           "queue": "mail",
                     *           "scheduledAt": null,
                     *           "state": "dead"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "currentPage": 1,
                     *         "itemsPerPage": 20,
                     *         "totalItems": 1,
                     *         "totalPages": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ListedOfJobView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_permitted`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminJobsJobIdRetryRetryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "arguments": {
                     *           "user_id": 2
                     *         },
                     *         "attempts": 0,
                     *         "id": 90,
                     *         "lastEventAt": "2026-03-09T12:30:00Z",
                     *         "name": "notifications.send_verification",
                     *         "queue": "mail",
                     *         "scheduledAt": null,
                     *         "state": "waiting"
                     *       },
                     *       "message": "The job is queued again."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfJobView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `cross_site`: This request came from another site and was refused.
             *     `not_permitted`: You may not do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `job_not_found`: This job is done, or never was.
             *     `not_found`: This does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `job_not_dead`: This job is still waiting or at work; only a dead one can be tried again.
             *     `job_waits_already`: The same job is queued already; it will do this one's work.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminTicketsListTickets: {
        parameters: {
            query?: {
                /** @description Only tickets that wait like this. */
                status?: "open" | "answered" | "closed" | null;
                departmentId?: number | null;
                q?: string | null;
                sort?: "-lastMessageAt" | "lastMessageAt";
                /** @description From 1 */
                page?: number;
                perPage?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "createdAt": "2026-03-09T12:05:00Z",
                     *           "customer": {
                     *             "email": "mira@kask.example",
                     *             "id": 2,
                     *             "username": "mira"
                     *           },
                     *           "department": {
                     *             "id": 1,
                     *             "name": "Technical support"
                     *           },
                     *           "id": 12,
                     *           "lastMessageAt": "2026-03-09T12:20:00Z",
                     *           "lastMessageBy": "staff",
                     *           "priority": "medium",
                     *           "server": {
                     *             "id": 7,
                     *             "name": "web-1"
                     *           },
                     *           "status": "answered",
                     *           "subject": "No network since noon",
                     *           "updatedAt": "2026-03-09T12:20:00Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "currentPage": 1,
                     *         "itemsPerPage": 20,
                     *         "totalItems": 1,
                     *         "totalPages": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ListedOfCustomerTicketView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_permitted`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminTicketsTicketIdReadTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "customer": {
                     *           "email": "mira@kask.example",
                     *           "id": 2,
                     *           "username": "mira"
                     *         },
                     *         "department": {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         "id": 12,
                     *         "lastMessageAt": "2026-03-09T12:20:00Z",
                     *         "lastMessageBy": "staff",
                     *         "messages": [
                     *           {
                     *             "author": {
                     *               "kind": "customer",
                     *               "name": "mira"
                     *             },
                     *             "body": "The server answers **no** ping.",
                     *             "createdAt": "2026-03-09T12:05:00Z",
                     *             "html": "<p>The server answers <strong>no</strong> ping.</p>\n",
                     *             "id": 40
                     *           }
                     *         ],
                     *         "priority": "medium",
                     *         "server": {
                     *           "id": 7,
                     *           "name": "web-1"
                     *         },
                     *         "status": "answered",
                     *         "subject": "No network since noon",
                     *         "updatedAt": "2026-03-09T12:20:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfCustomerTicketDetail"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_permitted`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminTicketsTicketIdCloseCloseTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "customer": {
                     *           "email": "mira@kask.example",
                     *           "id": 2,
                     *           "username": "mira"
                     *         },
                     *         "department": {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         "id": 12,
                     *         "lastMessageAt": "2026-03-09T12:20:00Z",
                     *         "lastMessageBy": "staff",
                     *         "priority": "medium",
                     *         "server": {
                     *           "id": 7,
                     *           "name": "web-1"
                     *         },
                     *         "status": "answered",
                     *         "subject": "No network since noon",
                     *         "updatedAt": "2026-03-09T12:20:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfCustomerTicketView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `cross_site`: This request came from another site and was refused.
             *     `not_permitted`: You may not do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ticket_already_closed`: This ticket is already closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminTicketsTicketIdMessagesAnswer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body makes one thing, however often it is sent. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "It works again, thank you."
                 *     }
                 */
                "application/json": components["schemas"]["WriteMessage"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "author": {
                     *           "kind": "customer",
                     *           "name": "mira"
                     *         },
                     *         "body": "The server answers **no** ping.",
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "html": "<p>The server answers <strong>no</strong> ping.</p>\n",
                     *         "id": 40
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfMessageView"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `cross_site`: This request came from another site and was refused.
             *     `not_permitted`: You may not do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_key_reused`: This Idempotency-Key was used for a different request. Use a new key.
             *     `ticket_closed`: This ticket is closed. Reopen it to reply.
             *     `ticket_full`: This ticket has become too long. Open a new one and mention the number of this one.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminTicketsTicketIdReopenReopenTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "customer": {
                     *           "email": "mira@kask.example",
                     *           "id": 2,
                     *           "username": "mira"
                     *         },
                     *         "department": {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         "id": 12,
                     *         "lastMessageAt": "2026-03-09T12:20:00Z",
                     *         "lastMessageBy": "staff",
                     *         "priority": "medium",
                     *         "server": {
                     *           "id": 7,
                     *           "name": "web-1"
                     *         },
                     *         "status": "answered",
                     *         "subject": "No network since noon",
                     *         "updatedAt": "2026-03-09T12:20:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfCustomerTicketView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `cross_site`: This request came from another site and was refused.
             *     `not_permitted`: You may not do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `ticket_not_closed`: This ticket is not closed, so there is nothing to reopen.
             *     `too_many_tickets`: You have too many unclosed tickets. Close one that is settled, or continue in one of them.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AdminUsersListUsers: {
        parameters: {
            query?: {
                q?: string | null;
                /** @description From 1 */
                page?: number;
                perPage?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "createdAt": "2026-03-02T08:15:00Z",
                     *           "email": "mira@kask.example",
                     *           "id": 2,
                     *           "isSuspended": false,
                     *           "isVerified": true,
                     *           "role": "customer",
                     *           "username": "mira",
                     *           "virtfusionState": "linked"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "currentPage": 1,
                     *         "itemsPerPage": 20,
                     *         "totalItems": 1,
                     *         "totalPages": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ListedOfUserView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `not_permitted`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AuthForgotPasswordForgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "mira@kask.example"
                 *     }
                 */
                "application/json": components["schemas"]["EmailOnly"];
            };
        };
        responses: {
            /** @description Request accepted, processing continues off-line */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "email": "mira@kask.example"
                     *       },
                     *       "message": "If the address can be used, a message is on its way to it."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfEmailAnswer"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AuthLoginLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "mira@kask.example",
                 *       "password": "seven slow herons"
                 *     }
                 */
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-02T08:15:00Z",
                     *         "email": "mira@kask.example",
                     *         "id": 2,
                     *         "isVerified": true,
                     *         "permissions": [],
                     *         "role": "customer",
                     *         "timezone": "Europe/Tallinn",
                     *         "username": "mira",
                     *         "virtfusion": {
                     *           "state": "linked"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfAccount"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid_credentials`: The e-mail address or password is not right. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `account_suspended`: This account is suspended. Contact support to learn why.
             *     `cross_site`: This request came from another site and was refused.
             *     `email_not_verified`: Verify your e-mail address first. We can send you a new link.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_many_attempts`: Too many attempts. Wait a moment and try again.
             *     `too_many_requests`: Too many requests. Wait a moment and try again.
             */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AuthLogoutLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, nothing follows */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AuthRegisterRegister: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "acceptTerms": true,
                 *       "email": "mira@kask.example",
                 *       "password": "seven slow herons",
                 *       "username": "mira"
                 *     }
                 */
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Request accepted, processing continues off-line */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "email": "mira@kask.example"
                     *       },
                     *       "message": "If the address can be used, a message is on its way to it."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfEmailAnswer"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AuthResendVerificationResendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "mira@kask.example"
                 *     }
                 */
                "application/json": components["schemas"]["EmailOnly"];
            };
        };
        responses: {
            /** @description Request accepted, processing continues off-line */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "email": "mira@kask.example"
                     *       },
                     *       "message": "If the address can be used, a message is on its way to it."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfEmailAnswer"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AuthResetPasswordResetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "nine quiet otters",
                 *       "token": "the-token-of-the-link-in-the-mail"
                 *     }
                 */
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": null,
                     *       "message": "Your password is changed. Sign in with it now."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfNoneType"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid`: Some fields need your attention.
             *     `token_expired`: This link has expired or was already used. Ask for a new one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1AuthVerifyEmailVerifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "the-token-of-the-link-in-the-mail"
                 *     }
                 */
                "application/json": components["schemas"]["VerifyEmail"];
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "email": "mira@kask.example",
                     *         "hasPassword": true
                     *       },
                     *       "message": "Your address is verified. You can sign in now."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfVerifiedEmail"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid`: Some fields need your attention.
             *     `token_expired`: This link has expired or was already used. Ask for a new one.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1EventsEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stream Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *     event: ready
                     *     data: {}
                     *
                     *     event: ticket
                     *     data: {"id":12}
                     */
                    "text/event-stream": unknown;
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `too_many_requests`: Too many requests. Wait a moment and try again.
             *     `too_many_streams`: Too many windows are open. Close one to get live updates here.
             */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1OverviewReadOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "activity": [
                     *           {
                     *             "action": "restart",
                     *             "actor": "you",
                     *             "createdAt": "2026-03-09T11:58:00Z",
                     *             "finishedAt": "2026-03-09T11:58:21Z",
                     *             "id": 31,
                     *             "progress": 100,
                     *             "reason": null,
                     *             "serverId": 7,
                     *             "serverName": "web-1",
                     *             "state": "succeeded"
                     *           }
                     *         ],
                     *         "awaitingReply": [
                     *           {
                     *             "id": 12,
                     *             "subject": "No network since noon"
                     *           }
                     *         ],
                     *         "serverCounts": {
                     *           "running": 1,
                     *           "total": 1
                     *         },
                     *         "servers": [
                     *           {
                     *             "address": "192.0.2.10",
                     *             "addressV6": "2001:db8:10::1",
                     *             "createdAt": "2026-03-02T09:00:00Z",
                     *             "hostname": "web-1.kask.example",
                     *             "id": 7,
                     *             "location": {
                     *               "country": "EE",
                     *               "name": "Tallinn"
                     *             },
                     *             "name": "web-1",
                     *             "plan": {
                     *               "cpuCores": 2,
                     *               "diskGb": 80,
                     *               "memoryMb": 4096,
                     *               "name": "VPS 4",
                     *               "trafficGb": 2000
                     *             },
                     *             "refreshedAt": "2026-03-09T12:00:03Z",
                     *             "status": "running",
                     *             "task": null,
                     *             "template": "Debian 13",
                     *             "uuid": "7f5b3d0a-53f8-4c17-9f2e-0e0c5f6d7a11"
                     *           }
                     *         ],
                     *         "tickets": {
                     *           "answered": 1,
                     *           "open": 0
                     *         },
                     *         "virtfusion": {
                     *           "isReachable": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfOverviewView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1ServersListServers: {
        parameters: {
            query?: {
                /** @description Only servers in this state. */
                status?: "running" | "off" | "paused" | "provisioning" | "failed" | "suspended" | "unknown" | null;
                q?: string | null;
                sort?: "name" | "-name" | "status" | "-status" | "createdAt" | "-createdAt";
                /** @description From 1 */
                page?: number;
                perPage?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "address": "192.0.2.10",
                     *           "addressV6": "2001:db8:10::1",
                     *           "createdAt": "2026-03-02T09:00:00Z",
                     *           "hostname": "web-1.kask.example",
                     *           "id": 7,
                     *           "location": {
                     *             "country": "EE",
                     *             "name": "Tallinn"
                     *           },
                     *           "name": "web-1",
                     *           "plan": {
                     *             "cpuCores": 2,
                     *             "diskGb": 80,
                     *             "memoryMb": 4096,
                     *             "name": "VPS 4",
                     *             "trafficGb": 2000
                     *           },
                     *           "refreshedAt": "2026-03-09T12:00:03Z",
                     *           "status": "running",
                     *           "task": null,
                     *           "template": "Debian 13",
                     *           "uuid": "7f5b3d0a-53f8-4c17-9f2e-0e0c5f6d7a11"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "currentPage": 1,
                     *         "itemsPerPage": 20,
                     *         "totalItems": 1,
                     *         "totalPages": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ListedOfServer"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1ServersServerIdReadServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                server_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "address": "192.0.2.10",
                     *         "addressV6": "2001:db8:10::1",
                     *         "createdAt": "2026-03-02T09:00:00Z",
                     *         "hostname": "web-1.kask.example",
                     *         "id": 7,
                     *         "interfaces": [
                     *           {
                     *             "ipv4": [
                     *               {
                     *                 "address": "192.0.2.10",
                     *                 "gateway": "192.0.2.1",
                     *                 "netmask": "255.255.255.0",
                     *                 "rdns": "web-1.kask.example"
                     *               }
                     *             ],
                     *             "ipv6": [
                     *               {
                     *                 "cidr": 64,
                     *                 "gateway": "2001:db8:10::ffff",
                     *                 "subnet": "2001:db8:10::"
                     *               }
                     *             ],
                     *             "mac": "52:54:00:aa:10:01",
                     *             "name": "eth0"
                     *           }
                     *         ],
                     *         "isInMaintenance": false,
                     *         "isStale": false,
                     *         "location": {
                     *           "country": "EE",
                     *           "name": "Tallinn"
                     *         },
                     *         "name": "web-1",
                     *         "plan": {
                     *           "cpuCores": 2,
                     *           "diskGb": 80,
                     *           "memoryMb": 4096,
                     *           "name": "VPS 4",
                     *           "trafficGb": 2000
                     *         },
                     *         "refreshedAt": "2026-03-09T12:00:03Z",
                     *         "status": "running",
                     *         "task": null,
                     *         "template": "Debian 13",
                     *         "traffic": {
                     *           "endsAt": "2026-03-31T23:59:59Z",
                     *           "limitGb": 2000,
                     *           "startsAt": "2026-03-01T00:00:00Z",
                     *           "usedBytes": 90112000000
                     *         },
                     *         "uuid": "7f5b3d0a-53f8-4c17-9f2e-0e0c5f6d7a11"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfServerDetail"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `server_not_found`: This server does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1ServersServerIdActivityListActivity: {
        parameters: {
            query?: {
                /** @description From 1 */
                page?: number;
                perPage?: number;
            };
            header?: never;
            path: {
                server_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "action": "restart",
                     *           "actor": "you",
                     *           "createdAt": "2026-03-09T11:58:00Z",
                     *           "finishedAt": "2026-03-09T11:58:21Z",
                     *           "id": 31,
                     *           "progress": 100,
                     *           "reason": null,
                     *           "state": "succeeded"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "currentPage": 1,
                     *         "itemsPerPage": 20,
                     *         "totalItems": 1,
                     *         "totalPages": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ListedOfServerOperation"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `server_not_found`: This server does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1ServersServerIdPowerActionChangePower: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body makes one thing, however often it is sent. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                server_id: number;
                /** @description boot, shutdown, restart or poweroff */
                action: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request accepted, processing continues off-line */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "address": "192.0.2.10",
                     *         "addressV6": "2001:db8:10::1",
                     *         "createdAt": "2026-03-02T09:00:00Z",
                     *         "hostname": "web-1.kask.example",
                     *         "id": 7,
                     *         "location": {
                     *           "country": "EE",
                     *           "name": "Tallinn"
                     *         },
                     *         "name": "web-1",
                     *         "plan": {
                     *           "cpuCores": 2,
                     *           "diskGb": 80,
                     *           "memoryMb": 4096,
                     *           "name": "VPS 4",
                     *           "trafficGb": 2000
                     *         },
                     *         "refreshedAt": "2026-03-09T12:00:03Z",
                     *         "status": "running",
                     *         "task": {
                     *           "action": "restart",
                     *           "progress": 0,
                     *           "startedAt": "2026-03-09T11:58:00Z"
                     *         },
                     *         "template": "Debian 13",
                     *         "uuid": "7f5b3d0a-53f8-4c17-9f2e-0e0c5f6d7a11"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfServer"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `server_not_found`: This server does not exist.
             *     `unknown_power_action`: There is no such power action. There are boot, shutdown, restart and poweroff.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `already_off`: This server is already off.
             *     `already_running`: This server is already running.
             *     `idempotency_key_reused`: This Idempotency-Key was used for a different request. Use a new key.
             *     `power_failed_before`: This was tried and failed. Use a new Idempotency-Key to try again.
             *     `power_refused`: The server control declined this. Open a ticket if it goes on.
             *     `server_busy`: This server is busy with something else. Try again in a few seconds.
             *     `server_failed`: Setting this server up failed, so it cannot be started or stopped. Open a ticket and we will repair it.
             *     `server_gone`: The server control does not know this server any more. It will leave your list shortly.
             *     `server_not_ready`: This server is still being set up. Its power can be changed once that is done.
             *     `server_suspended`: This server is suspended, so its power cannot be changed. Open a ticket if you think this is wrong.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `host_in_maintenance`: The host of this server is being serviced, so its power cannot be changed right now. Try again later.
             *     `power_outcome_unknown`: The server control did not confirm this. We are finding out whether it happened; do not repeat it until then.
             *     `unavailable`: A service we depend on is not answering. Try again shortly.
             *     `virtfusion_unavailable`: We cannot reach the server control right now. Nothing was changed; try again shortly.
             */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1TicketDepartmentsListDepartments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         {
                     *           "id": 2,
                     *           "name": "Billing"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DataOflist_Named"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1TicketsListTickets: {
        parameters: {
            query?: {
                /** @description Only tickets that wait like this. */
                status?: "open" | "answered" | "closed" | null;
                departmentId?: number | null;
                q?: string | null;
                sort?: "-lastMessageAt" | "lastMessageAt" | "-createdAt" | "createdAt";
                /** @description From 1 */
                page?: number;
                perPage?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "createdAt": "2026-03-09T12:05:00Z",
                     *           "department": {
                     *             "id": 1,
                     *             "name": "Technical support"
                     *           },
                     *           "id": 12,
                     *           "lastMessageAt": "2026-03-09T12:20:00Z",
                     *           "lastMessageBy": "staff",
                     *           "priority": "medium",
                     *           "server": {
                     *             "id": 7,
                     *             "name": "web-1"
                     *           },
                     *           "status": "answered",
                     *           "subject": "No network since noon",
                     *           "updatedAt": "2026-03-09T12:20:00Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "currentPage": 1,
                     *         "itemsPerPage": 20,
                     *         "totalItems": 1,
                     *         "totalPages": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ListedOfTicketView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1TicketsOpenTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body makes one thing, however often it is sent. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "departmentId": 1,
                 *       "message": "The server answers **no** ping.",
                 *       "priority": "medium",
                 *       "serverId": 7,
                 *       "subject": "No network since noon"
                 *     }
                 */
                "application/json": components["schemas"]["OpenTicket"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "department": {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         "id": 12,
                     *         "lastMessageAt": "2026-03-09T12:20:00Z",
                     *         "lastMessageBy": "staff",
                     *         "priority": "medium",
                     *         "server": {
                     *           "id": 7,
                     *           "name": "web-1"
                     *         },
                     *         "status": "closed",
                     *         "subject": "No network since noon",
                     *         "updatedAt": "2026-03-09T12:20:00Z"
                     *       },
                     *       "message": "The ticket is closed."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfTicketView"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_key_reused`: This Idempotency-Key was used for a different request. Use a new key.
             *     `too_many_tickets_today`: You have opened too many tickets within a day. Continue in one of them, or come back tomorrow.
             *     `too_many_tickets`: You have too many unclosed tickets. Close one that is settled, or continue in one of them.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1TicketsTicketIdReadTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "department": {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         "id": 12,
                     *         "lastMessageAt": "2026-03-09T12:20:00Z",
                     *         "lastMessageBy": "staff",
                     *         "messages": [
                     *           {
                     *             "author": {
                     *               "kind": "customer",
                     *               "name": "mira"
                     *             },
                     *             "body": "The server answers **no** ping.",
                     *             "createdAt": "2026-03-09T12:05:00Z",
                     *             "html": "<p>The server answers <strong>no</strong> ping.</p>\n",
                     *             "id": 40
                     *           }
                     *         ],
                     *         "priority": "medium",
                     *         "server": {
                     *           "id": 7,
                     *           "name": "web-1"
                     *         },
                     *         "status": "answered",
                     *         "subject": "No network since noon",
                     *         "updatedAt": "2026-03-09T12:20:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfTicketDetail"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1TicketsTicketIdCloseCloseTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "department": {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         "id": 12,
                     *         "lastMessageAt": "2026-03-09T12:20:00Z",
                     *         "lastMessageBy": "staff",
                     *         "priority": "medium",
                     *         "server": {
                     *           "id": 7,
                     *           "name": "web-1"
                     *         },
                     *         "status": "closed",
                     *         "subject": "No network since noon",
                     *         "updatedAt": "2026-03-09T12:20:00Z"
                     *       },
                     *       "message": "The ticket is closed."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfTicketView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ticket_already_closed`: This ticket is already closed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1TicketsTicketIdMessagesReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body makes one thing, however often it is sent. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "It works again, thank you."
                 *     }
                 */
                "application/json": components["schemas"]["WriteMessage"];
            };
        };
        responses: {
            /** @description Document created, URL follows */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "author": {
                     *           "kind": "customer",
                     *           "name": "mira"
                     *         },
                     *         "body": "The server answers **no** ping.",
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "html": "<p>The server answers <strong>no</strong> ping.</p>\n",
                     *         "id": 40
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfMessageView"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `idempotency_key_reused`: This Idempotency-Key was used for a different request. Use a new key.
             *     `ticket_closed`: This ticket is closed. Reopen it to reply.
             *     `ticket_full`: This ticket has become too long. Open a new one and mention the number of this one.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1TicketsTicketIdReopenReopenTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "createdAt": "2026-03-09T12:05:00Z",
                     *         "department": {
                     *           "id": 1,
                     *           "name": "Technical support"
                     *         },
                     *         "id": 12,
                     *         "lastMessageAt": "2026-03-09T12:20:00Z",
                     *         "lastMessageBy": "staff",
                     *         "priority": "medium",
                     *         "server": {
                     *           "id": 7,
                     *           "name": "web-1"
                     *         },
                     *         "status": "closed",
                     *         "subject": "No network since noon",
                     *         "updatedAt": "2026-03-09T12:20:00Z"
                     *       },
                     *       "message": "The ticket is closed."
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfTicketView"];
                };
            };
            /** @description `unauthenticated`: Sign in to continue. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `not_found`: This does not exist.
             *     `ticket_not_found`: This ticket does not exist.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `ticket_not_closed`: This ticket is not closed, so there is nothing to reopen.
             *     `too_many_tickets`: You have too many unclosed tickets. Close one that is settled, or continue in one of them.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApiV1WebhooksVirtfusionTakeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "data": {
                 *         "server": {
                 *           "id": 71
                 *         }
                 *       },
                 *       "event": "server.build.complete",
                 *       "eventStatus": "success"
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "isNew": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DataOfReceipt"];
                };
            };
            /** @description `malformed`: The request could not be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `webhook_token_wrong`: The bearer token is missing or wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `cross_site`: This request came from another site and was refused. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_slow`: The request took too long to arrive. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_large`: The request is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON with Content-Type: application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /**
             * @description `invalid`: Some fields need your attention.
             *     `webhook_malformed`: This is not a webhook of VirtFusion.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `too_many_requests`: Too many requests. Wait a moment and try again. */
            429: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    HealthHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cpu": {
                     *         "system": 2.9,
                     *         "user": 31.2
                     *       },
                     *       "database": "connected",
                     *       "memory": {
                     *         "rss": 92274688
                     *       },
                     *       "message": "OK",
                     *       "timestamp": 1773057600000,
                     *       "uptime": 86400.5,
                     *       "virtfusion": "connected"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    HealthLiveLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    HealthReadyReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request fulfilled, document follows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "database": "connected",
                     *       "ready": true,
                     *       "virtfusion": "connected"
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description `invalid`: Some fields need your attention. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `unavailable`: A service we depend on is not answering. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds to wait. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "database": "connected",
                     *       "ready": true,
                     *       "virtfusion": "connected"
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
}
