package io.arcfleet.access;

import java.util.List;

/** A kubeconfig file that cannot be used, with everything that is wrong with it. */
public final class KubeconfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** With one sentence for each problem; none quotes a credential. */
    public KubeconfigException(String file, List<String> problems) {
        super("the kubeconfig " + file + " cannot be used: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
