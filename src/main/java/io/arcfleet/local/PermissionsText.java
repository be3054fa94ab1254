package io.arcfleet.local;

import java.io.PrintStream;

/** What the scanner must be allowed to do, to be read and to be applied. */
final class PermissionsText {

    private PermissionsText() {}

    /** Prints the objects for a cluster and the role in Azure; the headings are comments of YAML. */
    static void print(PrintStream out) {
        out.println("# Inside a cluster. `kubectl apply -k infra/cluster-access` applies the first two parts;");
        out.println("# each of the others is a folder of its own there.");
        for (AccessManifest part : AccessManifest.values()) {
            out.println("---");
            out.println("# " + part.folder() + ", for " + part.purpose() + ".");
            out.print(part.yaml());
        }
        out.println("---");
        out.println("# In Azure: a custom role. Set AssignableScopes, save it as arm-role.json, and run");
        out.println(
                "# `az role definition create --role-definition @arm-role.json`. Readers of Resource Graph see what they");
        out.println("# may read besides. Without cluster connect it does without listClusterUserCredential.");
        out.print(AccessFiles.role());
    }
}
