// Keeps drafts of the desk's forms in this browser, each under the account that typed it: few, small, and not for ever.
'use strict';
{
    const MOST_DRAFTS = 30;
    const MOST_BYTES = 100 * 1024 * 1024;
    const MOST_AGE = 30 * 24 * 3600 * 1000;
    const openedAt = Date.now();
    let opening;

    function openDatabase() {
        opening ??= new Promise((resolve, reject) => {
            const request = indexedDB.open('wayback-drafts', 1);
            request.onupgradeneeded = () => {
                request.result.createObjectStore('drafts', {keyPath: ['account', 'once']});
                request.result.createObjectStore('files', {keyPath: ['account', 'once']});
                request.result.createObjectStore('logouts', {keyPath: 'account'});
            };
            request.onsuccess = () => resolve(request.result);
            request.onerror = request.onblocked = () => reject(request.error);
        });
        return opening;
    }

    // Runs `work(stores)` in one transaction; returns what the request that `work` returns gives.
    async function transact(mode, work) {
        const database = await openDatabase();
        return new Promise((resolve, reject) => {
            const transaction = database.transaction(['drafts', 'files', 'logouts'], mode);
            const [drafts, files, logouts] = [...transaction.objectStoreNames].map((name) => transaction.objectStore(name));
            const request = work({drafts, files, logouts});
            transaction.oncomplete = () => resolve(request?.result);
            transaction.onabort = () => reject(transaction.error);
        });
    }

    const ofAccount = (account) => IDBKeyRange.bound([account], [account, []]);

    function removeExcess({drafts, files}) {
        drafts.getAll().onsuccess = (event) => {
            let bytes = 0;
            const newestFirst = event.target.result.sort((a, b) => b.at - a.at);
            newestFirst.forEach((draft, index) => {
                bytes += draft.bytes;
                if (index >= MOST_DRAFTS || bytes > MOST_BYTES || draft.at < openedAt - MOST_AGE) {
                    drafts.delete([draft.account, draft.once]);
                    files.delete([draft.account, draft.once]);
                }
            });
        };
    }

    // Keeps a draft, and its files where they are given, unless the account has logged out since this page was opened.
    function put(draft, files) {
        return transact('readwrite', (stores) => {
            stores.logouts.get(draft.account).onsuccess = (event) => {
                if (event.target.result?.at >= openedAt) {
                    return;
                }
                stores.drafts.put(draft);
                if (files) {
                    stores.files.put({account: draft.account, once: draft.once, files});
                }
                removeExcess(stores);
            };
        });
    }

    const get = (account, once) => transact('readonly', ({drafts}) => drafts.get([account, once]));

    async function filesOf({account, once}) {
        return (await transact('readonly', ({files}) => files.get([account, once])))?.files ?? [];
    }

    // Returns the account's drafts of the form at an address, the newest first.
    async function find(account, address) {
        const drafts = await transact('readonly', (stores) => stores.drafts.getAll(ofAccount(account)));
        return drafts.filter((draft) => draft.address === address).sort((a, b) => b.at - a.at);
    }

    function remove(account, once) {
        return transact('readwrite', ({drafts, files}) => {
            drafts.delete([account, once]);
            files.delete([account, once]);
        });
    }

    // Removes all of an account, and lets no page of it that is still open in another tab keep anything more.
    function logOut(account) {
        return transact('readwrite', ({drafts, files, logouts}) => {
            drafts.delete(ofAccount(account));
            files.delete(ofAccount(account));
            logouts.put({account, at: Date.now()});
        });
    }

    window.draftStore = {put, get, filesOf, find, remove, logOut};
}
