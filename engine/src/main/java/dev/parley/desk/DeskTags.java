package dev.parley.desk;

/** Keys of the tags by which entities are found, and what must not happen twice is refused. */
final class DeskTags {
    /** On all that {@link DeskView} holds whole: what it reads at a start. */
    static final String CATALOGUE = "desk";

    static final String CATALOGUE_VALUE = "catalogue";

    static final String CANNED_REPLIES = "cannedReplies";
    static final String CANNED_REPLY = "cannedReply";
    static final String SHORT_CODE = "shortCode";
    static final String LABELS = "labels";
    static final String LABEL = "label";
    static final String LABEL_TITLE = "labelTitle";
    static final String CONVERSATION_LABELS = "conversationLabels";
    static final String SAVED_VIEWS = "savedViews";

    private DeskTags() {}

    /** Every tag but the catalogue's is of one account: tenants never meet in one. */
    static String key(long account, long id) {
        return account + "/" + id;
    }

    static String key(long account, String name) {
        return account + "/" + name;
    }
}
