package io.arcfleet.scan.storage;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobContainerCreateOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads and writes the blobs of a container, which is made on first use. */
final class ScanBlobs {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    /** Somebody else was faster. Other conflicts, such as a lease or a policy, do not pass by trying again. */
    private static final Set<BlobErrorCode> FORESTALLED =
            Set.of(BlobErrorCode.BLOB_ALREADY_EXISTS, BlobErrorCode.CONDITION_NOT_MET);

    private final BlobServiceClient service;
    private final String name;
    private volatile @Nullable BlobContainerClient made;

    ScanBlobs(BlobServiceClient service, String container) {
        this.service = service;
        this.name = container;
    }

    /** The content of a blob and the version that it is of. */
    record Stored(BinaryData content, String version) {}

    Optional<Stored> read(String name) {
        try {
            BlobDownloadContentResponse answer =
                    container().getBlobClient(name).downloadContentWithResponse(null, null, CALL_TIMEOUT, Context.NONE);
            return Optional.of(new Stored(
                    answer.getValue(), answer.getDeserializedHeaders().getETag()));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Writes a blob that is not there yet; false, and nothing changes, when it is. */
    boolean create(String name, byte[] content) {
        return write(name, content, Map.of(), null);
    }

    /**
     * Writes a blob with its metadata in one step.
     *
     * @param version the one that it must have, null when it must not be there yet
     * @return false, and nothing changes, when somebody else was faster
     */
    boolean write(String name, byte[] content, Map<String, String> metadata, @Nullable String version) {
        BlobRequestConditions conditions = new BlobRequestConditions();
        if (version == null) {
            conditions.setIfNoneMatch("*");
        } else {
            conditions.setIfMatch(version);
        }
        try {
            container()
                    .getBlobClient(name)
                    .getBlockBlobClient()
                    .uploadWithResponse(
                            new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                                    .setMetadata(metadata)
                                    .setRequestConditions(conditions),
                            CALL_TIMEOUT,
                            Context.NONE);
            return true;
        } catch (BlobStorageException e) {
            if (isForestalled(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Names and metadata of the blobs whose name starts with {@code prefix}; the service gives 5,000 a page. */
    void list(String prefix, BiConsumer<String, Map<String, String>> each) {
        for (BlobItem item : items(prefix)) {
            each.accept(item.getName(), metadata(item));
        }
    }

    void delete(String prefix) {
        for (BlobItem item : items(prefix)) {
            delete(item.getName(), new BlobRequestConditions());
        }
    }

    /** Deletes the blobs whose metadata is as wanted, unless they were written again meanwhile; returns how many. */
    int delete(Predicate<Map<String, String>> wanted) {
        int deleted = 0;
        for (BlobItem item : items("")) {
            if (wanted.test(metadata(item))) {
                String version = item.getProperties().getETag();
                deleted += delete(item.getName(), new BlobRequestConditions().setIfMatch(version)) ? 1 : 0;
            }
        }
        return deleted;
    }

    private boolean delete(String name, BlobRequestConditions conditions) {
        try {
            return container()
                    .getBlobClient(name)
                    .deleteIfExistsWithResponse(null, conditions, CALL_TIMEOUT, Context.NONE)
                    .getValue();
        } catch (BlobStorageException e) {
            if (isForestalled(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isForestalled(BlobStorageException e) {
        return e.getErrorCode() != null && FORESTALLED.contains(e.getErrorCode());
    }

    private Iterable<BlobItem> items(String prefix) {
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(prefix).setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return container().listBlobs(options, CALL_TIMEOUT);
    }

    private static Map<String, String> metadata(BlobItem item) {
        return item.getMetadata() == null ? Map.of() : item.getMetadata();
    }

    private BlobContainerClient container() {
        BlobContainerClient container = made;
        if (container == null) {
            container = service.getBlobContainerClient(name);
            container.createIfNotExistsWithResponse(new BlobContainerCreateOptions(), CALL_TIMEOUT, Context.NONE);
            made = container;
        }
        return container;
    }
}
